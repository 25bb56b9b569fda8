package io.hyperwatch.bridge.rest;

/** Something that can be asked over HTTP. Equal requests ask the same. */
public sealed interface RestRequest permits InfoRequest, GetRequest {

    /** {@code meta}, {@code leaderboard}, … */
    String type();

    /** JSON object that says what is asked. */
    String json();
}
