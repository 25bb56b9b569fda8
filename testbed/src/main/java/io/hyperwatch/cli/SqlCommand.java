package io.hyperwatch.cli;

import io.hyperwatch.testbed.cluster.DataDirLock;
import io.hyperwatch.testbed.cluster.LocalStack;
import io.hyperwatch.testbed.servers.FreePort;
import io.hyperwatch.testbed.servers.PostgresServer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Asks the tables that a stopped demo or run left behind. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description =
                "Asks the tables in a data folder of a stopped demo or run; while it runs, use psql with"
                        + " the URL of its READY line.")
final class SqlCommand implements Callable<Integer> {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "Default: ${DEFAULT-VALUE}; the demo's is data/demo.")
    Path dataDir;

    @Parameters(paramLabel = "QUERY", description = "One SQL statement.")
    String query;

    @Override
    public Integer call() throws SQLException, IOException {
        Path postgres = dataDir.resolve("postgres").toAbsolutePath().normalize();
        if (!Files.isDirectory(postgres)) {
            throw new WrongCallException("--data-dir " + dataDir + " has no tables");
        }
        int port = FreePort.find();
        try (DataDirLock lock = DataDirLock.acquire(dataDir);
                PostgresServer server = PostgresServer.start(postgres, port);
                Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://localhost:" + port + "/hyperwatch",
                                LocalStack.POSTGRES_USER,
                                LocalStack.POSTGRES_USER)) {
            Console.print(ResultTable.of(connection, query).toString());
        }
        return 0;
    }
}
