package io.hyperwatch.testbed.servers;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A launcher to be killed: starts Postgres on the directory given and never ends. */
final class PostgresLauncher {

    private PostgresLauncher() {}

    public static void main(String[] args) throws InterruptedException {
        PostgresServer postgres = PostgresServer.start(Path.of(args[0]), 0);
        System.out.println("postgres=" + postgres.jdbcUrl());
        new CountDownLatch(1).await();
    }
}
