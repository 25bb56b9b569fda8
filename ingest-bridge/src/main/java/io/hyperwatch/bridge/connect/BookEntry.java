package io.hyperwatch.bridge.connect;

/** What a {@link SubscriptionBook} knows about one subscription. */
final class BookEntry {

    enum State {
        UNSENT,
        PENDING,
        CONFIRMED
    }

    final Subscription subscription;
    final String stream;
    State state = State.UNSENT;

    /** On this socket, even if it is being asked for again. */
    boolean wasConfirmed;

    long sentAtNanos;
    long notBeforeNanos = Long.MIN_VALUE;

    /** How often in a row it was not answered on this socket. */
    int timeouts;

    BookEntry(Subscription subscription) {
        this.subscription = subscription;
        this.stream = subscription.stream();
    }
}
