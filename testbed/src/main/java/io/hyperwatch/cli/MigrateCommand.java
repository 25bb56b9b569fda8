package io.hyperwatch.cli;

import io.hyperwatch.sinks.postgres.Migrations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** Applies the migrations to any Postgres. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Brings the tables of a Postgres up to date.")
final class MigrateCommand implements Callable<Integer> {

    @Option(
            names = "--postgres",
            paramLabel = "jdbc:…",
            description =
                    "The database (default: POSTGRES_URL); user and password from the URL or"
                            + " from POSTGRES_USER and POSTGRES_PASSWORD.")
    String url;

    @Override
    public Integer call() {
        Map<String, String> environment = Dotenv.environment(Path.of(".env"));
        String target = url != null ? url : environment.get("POSTGRES_URL");
        if (target == null || !target.startsWith("jdbc:postgresql:")) {
            throw new WrongCallException(
                    "--postgres (or POSTGRES_URL) must be a URL like"
                            + " jdbc:postgresql://localhost:5432/hyperwatch");
        }
        int applied =
                Migrations.apply(
                        target,
                        environment.get("POSTGRES_USER"),
                        environment.get("POSTGRES_PASSWORD"));
        Console.print(applied == 0 ? "the tables are up to date" : applied + " migrations applied");
        return 0;
    }
}
