package io.hyperwatch.patterns.dedupe;

/** What de-duplication says about an arrival. */
public enum Admission {
    /** Not seen before: counts. */
    NEW,
    /** Seen before: nothing at all is done with it. */
    DUPLICATE,
    /**
     * Not known, but so old that it may have been seen and forgotten: may rewrite a row under its
     * natural key, never adds to an aggregate.
     */
    TOO_OLD
}
