package io.hyperwatch.testbed.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of every child process: runs another main class and ends with the launcher. The
 * child's standard input is a pipe from the launcher; when the launcher dies, even by kill -9, the
 * pipe closes. Ctrl-C in a terminal reaches all processes of the group at once; the children ignore
 * it, so that the launcher can stop them in order.
 */
public final class ParentWatch {

    private static final int ORPHANED = 70;

    private ParentWatch() {}

    /**
     * @param args the main class to run, then its arguments
     */
    public static void main(String[] args) throws Throwable {
        ignoreInterrupt();
        Thread watch = new Thread(ParentWatch::awaitParentDeath, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * By reflection: {@code sun.misc.Signal} is supported ({@code jdk.unsupported} exports it), but
     * naming it in code is a compiler warning that cannot be turned off.
     */
    private static void ignoreInterrupt() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance("INT"),
                        handler.getField("SIG_IGN").get(null));
    }

    private static void awaitParentDeath() {
        try {
            while (System.in.read() >= 0) {
                // the launcher never writes; only the end of the stream means something
            }
        } catch (IOException e) {
            // a broken pipe means the same as its end
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
