package io.hyperwatch.bridge.transport;

import io.hyperwatch.events.Source;

import java.net.URI;

/**
 * One HTTP call.
 *
 * @param id of this attempt, never used twice
 * @param url where to
 * @param body posted as JSON; null makes it a GET
 * @param request JSON object that says what was asked, for the normalizer and recordings: the body,
 *     or for a GET {@code {"type":"leaderboard"}}, {@code {"type":"reference","venue":…,"coin":…}}
 * @param source of the records that the answer becomes
 * @param rowsField null, or the name of the one large array of the answer: the answer is then
 *     handed over in parts of the shape {@code {"<rowsField>":[up to 500 rows]}}
 */
public record RestCall(
        long id, URI url, String body, String request, Source source, String rowsField) {}
