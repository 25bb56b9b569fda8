package io.hyperwatch.testbed.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** TCP ports of this machine. */
public final class Ports {

    /** Processes orphaned by a killed launcher need a moment to notice. */
    private static final Duration ORPHANS_END_WITHIN = Duration.ofSeconds(5);

    private static final int CONNECT_TIMEOUT_MS = 500;
    private static final long POLL_MS = 50;

    private Ports() {}

    /**
     * @throws StackException naming the option, when the port stays taken
     */
    public static void requireFree(String option, int port) throws InterruptedException {
        long deadline = System.nanoTime() + ORPHANS_END_WITHIN.toNanos();
        while (!isFree(port)) {
            if (System.nanoTime() > deadline) {
                throw StackException.wrongCall(
                        "port " + port + " (" + option + ") is in use by another program");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port))
                && canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @throws StackException naming the part, when nobody listens in time
     */
    public static void awaitListening(String part, int port, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isListening(port)) {
            if (System.nanoTime() > deadline) {
                throw StackException.failure(
                        part
                                + " does not listen on port "
                                + port
                                + " after "
                                + patience.toSeconds()
                                + " s",
                        null);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }
}
