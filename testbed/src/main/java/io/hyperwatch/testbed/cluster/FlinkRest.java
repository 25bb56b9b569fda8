package io.hyperwatch.testbed.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The few calls of Flink's REST interface that the launcher needs. */
public final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final MediaType JAR_TYPE = MediaType.get("application/java-archive");
    private static final long SAVEPOINT_POLL_MS = 100;

    /**
     * A job as the cluster lists it.
     *
     * @param id job id, 32 hex digits
     * @param name job name
     * @param state Flink's job status, such as {@code RUNNING}
     * @param tasksRunning tasks in state running
     * @param tasksTotal all tasks
     */
    public record Job(String id, String name, String state, int tasksRunning, int tasksTotal) {

        public boolean isFullyRunning() {
            return "RUNNING".equals(state) && tasksTotal > 0 && tasksRunning == tasksTotal;
        }

        /** Ended for good: it will not come back by itself. */
        public boolean isOver() {
            return List.of("FAILED", "CANCELED", "FINISHED").contains(state);
        }
    }

    private final String baseUrl;
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .readTimeout(Duration.ofMinutes(2))
                    .build();

    /**
     * @param baseUrl such as {@code http://localhost:8081}
     */
    public FlinkRest(String baseUrl) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    public String baseUrl() {
        return baseUrl;
    }

    /** Free and taken task slots of the cluster. */
    public int slots() throws IOException {
        return get("/overview").path("slots-total").asInt();
    }

    public List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            JsonNode tasks = job.path("tasks");
            jobs.add(
                    new Job(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            tasks.path("running").asInt(),
                            tasks.path("total").asInt()));
        }
        return jobs;
    }

    /**
     * @return the id of the jar on the cluster
     */
    public String upload(Path jar) throws IOException {
        RequestBody body =
                new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart(
                                "jarfile",
                                jar.getFileName().toString(),
                                RequestBody.create(jar.toFile(), JAR_TYPE))
                        .build();
        String stored =
                call(new Request.Builder().url(baseUrl + "/jars/upload").post(body))
                        .path("filename")
                        .asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    /**
     * Submits a job.
     *
     * @param restoreFrom savepoint or checkpoint to start from, null to start empty
     * @return the job's id
     */
    public String run(String jarId, String mainClass, List<String> arguments, String restoreFrom)
            throws IOException {
        ObjectNode request = JSON.createObjectNode();
        request.put("entryClass", mainClass);
        arguments.forEach(request.putArray("programArgsList")::add);
        if (restoreFrom != null) {
            request.put("savepointPath", restoreFrom);
            request.put("allowNonRestoredState", false);
        }
        return post("/jars/" + jarId + "/run", request).path("jobid").asText();
    }

    /**
     * Stops a job with a savepoint and waits for it.
     *
     * @return where the savepoint is
     */
    public String stopWithSavepoint(String jobId, String targetDirectory, Duration patience)
            throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("targetDirectory", targetDirectory);
        request.put("drain", false);
        String trigger = post("/jobs/" + jobId + "/stop", request).path("request-id").asText();
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode status = get("/jobs/" + jobId + "/savepoints/" + trigger);
            if ("COMPLETED".equals(status.path("status").path("id").asText())) {
                JsonNode operation = status.path("operation");
                if (operation.hasNonNull("location")) {
                    return operation.path("location").asText();
                }
                throw new IOException(
                        "savepoint failed: "
                                + firstLine(
                                        operation
                                                .path("failure-cause")
                                                .path("stack-trace")
                                                .asText()));
            }
            TimeUnit.MILLISECONDS.sleep(SAVEPOINT_POLL_MS);
        }
        throw new IOException("savepoint not done within " + patience.toSeconds() + " s");
    }

    public void cancel(String jobId) throws IOException {
        call(
                new Request.Builder()
                        .url(baseUrl + "/jobs/" + jobId)
                        .patch(RequestBody.create(new byte[0], JSON_TYPE)));
    }

    /** Why a job failed, in one line; empty when it did not. */
    public String failure(String jobId) throws IOException {
        return firstLine(get("/jobs/" + jobId + "/exceptions").path("root-exception").asText(""));
    }

    JsonNode get(String path) throws IOException {
        return call(new Request.Builder().url(baseUrl + path).get());
    }

    private JsonNode post(String path, JsonNode body) throws IOException {
        return call(
                new Request.Builder()
                        .url(baseUrl + path)
                        .post(RequestBody.create(JSON.writeValueAsBytes(body), JSON_TYPE)));
    }

    private JsonNode call(Request.Builder request) throws IOException {
        try (Response response = http.newCall(request.build()).execute()) {
            String text = response.body().string();
            if (!response.isSuccessful()) {
                throw new IOException("Flink answered " + response.code() + ": " + reason(text));
            }
            return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        }
    }

    /** Flink puts whole stack traces into its answers; their last cause says what is wrong. */
    private static String reason(String text) {
        String last = text;
        for (String line : text.split("\\\\n|\n")) {
            if (line.startsWith("Caused by: ")) {
                last = line.substring("Caused by: ".length());
            }
        }
        return firstLine(last);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() > 500 ? line.substring(0, 500) : line;
    }
}
