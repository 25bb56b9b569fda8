package io.hyperwatch.testbed.cluster;

import java.util.Arrays;
import java.util.List;

/** The jobs in the jar, in the order they are started. */
public enum Job {
    MARKET_DATA("MarketDataJob"),
    RISK("RiskJob"),
    ALERT_DELIVERY("AlertDeliveryJob");

    private final String jobName;

    Job(String jobName) {
        this.jobName = jobName;
    }

    /** Name on the cluster and on the command line; also the main class. */
    public String jobName() {
        return jobName;
    }

    public String mainClass() {
        return "io.hyperwatch.jobs." + jobName;
    }

    /**
     * @throws IllegalArgumentException naming the jobs there are
     */
    public static Job named(String name) {
        return Arrays.stream(values())
                .filter(job -> job.jobName.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no job is called " + name + "; there are " + names()));
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Job::jobName).toList();
    }
}
