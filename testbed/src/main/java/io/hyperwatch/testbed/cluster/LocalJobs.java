package io.hyperwatch.testbed.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the jobs running on a local cluster: each is submitted from its newest checkpoint or
 * savepoint, and submitted again when the job manager died and forgot it, or when it failed for
 * good.
 */
public final class LocalJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJobs.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    /** A laptop's state is small, and its parts are stopped and started often. */
    private static final String CHECKPOINT_EVERY_MS = "5000";

    private static final long WATCH_PERIOD_MS = 1_000;
    private static final long MAX_BACKOFF_MS = 30_000;

    private final FlinkCluster cluster;
    private final RestorePoints restorePoints;
    private final Path jar;
    private final List<String> arguments;
    private final Map<Job, Integer> failures = new EnumMap<>(Job.class);
    private final Map<Job, Long> notBefore = new EnumMap<>(Job.class);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "job-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param arguments of every job: Kafka, Postgres, parallelism
     */
    public LocalJobs(FlinkCluster cluster, Path jar, List<String> arguments) {
        this.cluster = cluster;
        this.restorePoints = new RestorePoints(cluster.dir());
        this.jar = jar;
        this.arguments = List.copyOf(arguments);
    }

    /** Submits all jobs and begins to watch them. */
    public void start() throws IOException {
        String jarId = cluster.rest().upload(jar);
        for (Job job : Job.values()) {
            submit(job, jarId);
        }
        watch.scheduleWithFixedDelay(
                this::resubmitMissing, WATCH_PERIOD_MS, WATCH_PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void submit(Job job, String jarId) throws IOException {
        List<String> jobArguments = new ArrayList<>(arguments);
        jobArguments.add("--checkpoint-interval-ms");
        jobArguments.add(CHECKPOINT_EVERY_MS);
        jobArguments.add("--checkpoint-dir");
        jobArguments.add(restorePoints.checkpoints(job).toUri().toString());
        IOException refused = null;
        // The newest checkpoint may be torn where the job manager was killed while writing it.
        for (Path restorePoint : restorePoints.newestFirst(job)) {
            try {
                cluster.rest()
                        .run(jarId, job.mainClass(), jobArguments, restorePoint.toUri().toString());
                LOG.info("{} resumes from {}", job.jobName(), restorePoint);
                return;
            } catch (IOException e) {
                LOG.warn(
                        "{} cannot resume from {}: {}",
                        job.jobName(),
                        restorePoint,
                        e.getMessage());
                refused = e;
            }
        }
        if (refused != null) {
            // Starting empty would forget open incidents and what was delivered already.
            throw refused;
        }
        cluster.rest().run(jarId, job.mainClass(), jobArguments, null);
    }

    private synchronized void resubmitMissing() {
        try {
            List<FlinkRest.Job> running = cluster.rest().jobs();
            String jarId = null;
            for (Job job : Job.values()) {
                boolean alive =
                        running.stream()
                                .anyMatch(it -> it.name().equals(job.jobName()) && !it.isOver());
                if (alive || System.nanoTime() < notBefore.getOrDefault(job, Long.MIN_VALUE)) {
                    continue;
                }
                LOG.warn("{} is gone; submitting it again", job.jobName());
                backOff(job);
                jarId = jarId == null ? cluster.rest().upload(jar) : jarId;
                submit(job, jarId);
            }
        } catch (IOException e) {
            LOG.info("Flink does not answer ({}); trying again", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("watching the jobs failed once", e);
        }
    }

    private void backOff(Job job) {
        int count = failures.merge(job, 1, Integer::sum);
        long pauseMs = Math.min(MAX_BACKOFF_MS, WATCH_PERIOD_MS << Math.min(count, 10));
        notBefore.put(job, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs));
    }

    /** Waits until every task of every job runs. */
    public void awaitRunning(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                List<FlinkRest.Job> jobs = cluster.rest().jobs();
                if (allRun(jobs)) {
                    return;
                }
                last = jobs.toString();
            } catch (IOException e) {
                last = e.getMessage();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException(
                "the jobs do not all run after " + patience.toSeconds() + " s: " + last);
    }

    private static boolean allRun(List<FlinkRest.Job> jobs) {
        for (Job job : Job.values()) {
            if (jobs.stream()
                    .noneMatch(it -> it.name().equals(job.jobName()) && it.isFullyRunning())) {
                return false;
            }
        }
        return true;
    }

    /** Stops each job with a savepoint, so that the next start repeats nothing. */
    @Override
    public synchronized void close() {
        watch.shutdownNow();
        try {
            for (FlinkRest.Job running : cluster.rest().jobs()) {
                if (!running.isOver() && Job.names().contains(running.name())) {
                    stop(running);
                }
            }
        } catch (IOException e) {
            LOG.warn("Flink does not answer ({}); its checkpoints remain", e.getMessage());
        }
    }

    private void stop(FlinkRest.Job running) {
        Job job = Job.named(running.name());
        try {
            String savepoint =
                    cluster.rest()
                            .stopWithSavepoint(
                                    running.id(),
                                    restorePoints.savepoints(job).toUri().toString(),
                                    STOP_PATIENCE);
            LOG.info("{} stopped; savepoint {}", job.jobName(), savepoint);
            restorePoints.dropOldSavepoints(job);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} stopped without a savepoint ({}); it will resume from its last checkpoint",
                    job.jobName(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
