package io.hyperwatch.cli;

import io.hyperwatch.testbed.cluster.FlinkRest;
import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.Job;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Submits the jobs to any Flink cluster. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = "Submits the jobs to a running Flink cluster.",
        footer = {
            "",
            "The task managers resolve POSTGRES_PASSWORD, ALERT_WEBHOOK_URLS and"
                    + " ALERT_WEBHOOK_SECRET from their own environment; secrets are never sent."
        })
final class SubmitCommand implements Callable<Integer> {

    @Option(
            names = "--cluster",
            paramLabel = "http://host:8081",
            defaultValue = "http://localhost:8081",
            description = "Flink's REST address (default: ${DEFAULT-VALUE}).")
    String cluster;

    @Option(
            names = "--kafka",
            paramLabel = "host:port",
            description = "Default: KAFKA_BOOTSTRAP_SERVERS.")
    String kafka;

    @Option(
            names = "--postgres",
            paramLabel = "jdbc:…",
            description = "Without password; default: POSTGRES_URL.")
    String postgres;

    @Option(names = "--postgres-user", description = "Default: POSTGRES_USER.")
    String postgresUser;

    @Option(names = "--parallelism", description = "Tasks per operator (default: 1).")
    Integer parallelism;

    @Option(names = "--state-backend", description = "hashmap or rocksdb (default: hashmap).")
    String stateBackend;

    @Option(names = "--from-savepoint", paramLabel = "PATH", description = "Only with one JOB.")
    String fromSavepoint;

    @Parameters(
            paramLabel = "JOB",
            arity = "0..*",
            description = "MarketDataJob, RiskJob, AlertDeliveryJob (default: all).")
    List<String> names = List.of();

    @Override
    public Integer call() throws IOException {
        List<Job> jobs = jobs();
        if (fromSavepoint != null && jobs.size() != 1) {
            throw new WrongCallException("--from-savepoint needs exactly one JOB");
        }
        List<String> arguments = arguments(Dotenv.environment(Path.of(".env")));
        FlinkRest flink = new FlinkRest(cluster);
        List<FlinkRest.Job> running = flink.jobs();
        for (Job job : jobs) {
            if (running.stream().anyMatch(it -> it.name().equals(job.jobName()) && !it.isOver())) {
                throw new IllegalStateException(
                        job.jobName()
                                + " already runs on "
                                + cluster
                                + "; a second one would do its work twice");
            }
        }
        String jar = flink.upload(Installation.find().jobJar());
        for (Job job : jobs) {
            String id = flink.run(jar, job.mainClass(), arguments, fromSavepoint);
            Console.print(job.jobName() + " submitted as " + id);
        }
        return 0;
    }

    private List<Job> jobs() {
        try {
            return names.isEmpty()
                    ? List.of(Job.values())
                    : names.stream().map(Job::named).toList();
        } catch (IllegalArgumentException e) {
            throw new WrongCallException(e.getMessage());
        }
    }

    private List<String> arguments(Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--kafka", kafka, environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        add(arguments, "--postgres-url", postgres, environment.get("POSTGRES_URL"));
        add(arguments, "--postgres-user", postgresUser, environment.get("POSTGRES_USER"));
        add(arguments, "--parallelism", parallelism == null ? null : parallelism.toString(), null);
        add(arguments, "--state-backend", stateBackend, null);
        for (String variable :
                List.of(
                        "TRADE_MIN_VALUE_USD",
                        "ALERT_MIN_SEVERITY",
                        "ALERT_WEBHOOK_ALLOW_PRIVATE")) {
            String option = "--" + variable.toLowerCase(Locale.ROOT).replace('_', '-');
            add(arguments, option, null, environment.get(variable));
        }
        if (arguments.stream().anyMatch(argument -> argument.contains("password="))) {
            throw new WrongCallException(
                    "the Postgres URL must not hold a password: job arguments are visible in Flink's"
                            + " web interface; set POSTGRES_PASSWORD on the task managers");
        }
        return arguments;
    }

    private static void add(List<String> arguments, String name, String option, String variable) {
        String value = option != null ? option : variable;
        if (value != null && !value.isBlank()) {
            arguments.add(name);
            arguments.add(value);
        }
    }
}
