package io.hyperwatch.cli;

import io.hyperwatch.testbed.cluster.StackException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;

/** The command line. Exit codes: 0 success, 1 failure, 2 wrong call. */
@Command(
        name = "hyperwatch",
        description = "Watches the Hyperliquid exchange in real time.",
        mixinStandardHelpOptions = true,
        version = "Hyperwatch 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            MigrateCommand.class,
            SubmitCommand.class,
            RulesCommand.class,
            ReplayCommand.class,
            SqlCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "  bridge   Relays the exchange into an existing Kafka (see ./hyperwatch bridge --help)."
        })
public final class Hyperwatch {

    static final int FAILED = 1;
    static final int WRONG_CALL = CommandLine.ExitCode.USAGE;

    private Hyperwatch() {}

    public static void main(String[] args) {
        Shutdown shutdown = Shutdown.onSignals();
        int exitCode = FAILED;
        try {
            exitCode = commandLine(shutdown).execute(args);
        } finally {
            shutdown.finished(exitCode);
        }
        System.exit(exitCode);
    }

    static CommandLine commandLine(Shutdown shutdown) {
        return new CommandLine(new Hyperwatch(), new Commands(shutdown))
                .setParameterExceptionHandler(Hyperwatch::wrongCall)
                .setExecutionExceptionHandler(Hyperwatch::failed);
    }

    /** Hands the commands that run for long the request to stop. */
    private record Commands(Shutdown shutdown) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == RunCommand.class) {
                return type.cast(new RunCommand(shutdown));
            }
            if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(shutdown));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    private static int wrongCall(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + e.getMessage() + " (see ./" + name + " --help)");
        return WRONG_CALL;
    }

    private static int failed(
            Exception e, CommandLine command, CommandLine.ParseResult parseResult) {
        String name = command.getCommandSpec().qualifiedName();
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr().println(name + ": " + reason);
        boolean wrongCall =
                e instanceof WrongCallException
                        || (e instanceof StackException stack && stack.isWrongCall());
        return wrongCall ? WRONG_CALL : FAILED;
    }
}
