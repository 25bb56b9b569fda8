/**
 * Requests to the exchange over HTTP, within the weight it allows. {@link
 * io.hyperwatch.bridge.rest.RestQueue} makes the calls, {@link io.hyperwatch.bridge.rest.Budget}
 * says when. For the relay thread.
 */
package io.hyperwatch.bridge.rest;
