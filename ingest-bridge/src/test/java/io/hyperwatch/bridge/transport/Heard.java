package io.hyperwatch.bridge.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps what it is told; its frames can be held back. */
final class Heard implements TransportListener {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    volatile CountDownLatch hold = new CountDownLatch(0);
    final CountDownLatch holding = new CountDownLatch(1);

    @Override
    public void opened(int connection) {
        events.add("opened " + connection);
    }

    @Override
    public void frame(int connection, String text) throws InterruptedException {
        if (hold.getCount() > 0) {
            holding.countDown();
            hold.await();
        }
        events.add("frame " + connection + " " + text);
    }

    @Override
    public void closed(int connection, int code, String reason) {
        events.add("closed " + connection + " " + code);
    }

    @Override
    public void answered(RestCall call, String body, boolean last) {
        bodies.add(body);
        events.add("answered " + call.id() + (last ? " last" : ""));
    }

    @Override
    public void failed(RestCall call, int status, String reason) {
        events.add("failed " + call.id() + " " + status + " " + reason);
    }
}
