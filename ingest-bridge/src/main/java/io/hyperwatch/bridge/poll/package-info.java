/** What REST is asked again and again, whether or not the sockets are up. For the relay thread. */
package io.hyperwatch.bridge.poll;
