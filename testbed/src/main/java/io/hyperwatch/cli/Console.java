package io.hyperwatch.cli;

import java.io.PrintStream;

/** What a person sees: results on standard output, progress on standard error. */
final class Console {

    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private Console() {}

    static void print(String line) {
        OUT.println(line);
        OUT.flush();
    }

    /** The one line that other programs wait for. */
    static void ready(String line) {
        print(line);
    }

    static void progress(String step) {
        ERR.println("  " + step);
        ERR.flush();
    }
}
