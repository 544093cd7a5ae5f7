package fairweather.archive.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.archive.ArchiveServer;
import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API on an {@link ArchiveServer}: jobs are accepted, then run, then end, a step further each time they are looked
 * at, and their results lie among the server's objects under {@code cds-cache/}. Faults of the connection are the
 * server's, by the keys {@code cds/api/**} and {@code cds-cache/*}.
 */
public final class CdsApi {
    /** The key that opens it. */
    public static final String KEY = "5e9f1c6a-0b7d-4c1e-8a43-2f6d9b7c1e55";

    private static final String PREFIX = "cds/api";
    private static final Pattern EXECUTION = Pattern.compile("/retrieve/v1/processes/([a-z0-9-]+)/execution");
    private static final Pattern JOB = Pattern.compile("/retrieve/v1/jobs/([A-Za-z0-9-]+)(/results)?");
    private static final Set<String> DATASETS =
            Set.of("reanalysis-era5-single-levels", "reanalysis-era5-pressure-levels");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveServer server;
    private final Era5Messages messages;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<JsonNode> submissions = new ArrayList<>();
    private int deletions;
    private int queue = 2;
    private String key = KEY;
    private boolean licensed = true;
    private String end = "successful";
    private String reason = "";
    private Result result = Result.GRIB;
    private Answer refusal;

    private static final class Job {
        private final String dataset;
        private final JsonNode inputs;
        private String status = "accepted";
        private int looks;

        private Job(String dataset, JsonNode inputs) {
            this.dataset = dataset;
            this.inputs = inputs;
        }
    }

    private CdsApi(ArchiveServer server, Era5Messages messages) {
        this.server = server;
        this.messages = messages;
    }

    /** @param messages a GRIB1 file of ERA5's ensemble, whose first member is served as the analysis */
    public static CdsApi on(ArchiveServer server, Path messages) {
        CdsApi api = new CdsApi(server, new Era5Messages(messages));
        server.handle(PREFIX, api::answer);
        return api;
    }

    /** What a client is configured with. */
    public URI url() {
        return server.url(PREFIX);
    }

    /** The inputs of each request that became a job. */
    public synchronized List<JsonNode> submissions() {
        return List.copyOf(submissions);
    }

    public synchronized int deletions() {
        return deletions;
    }

    /** Jobs end when they are looked at for the time after this many. */
    public synchronized void queue(int looks) {
        queue = looks;
    }

    /** Only this key is accepted from now on. */
    public synchronized void key(String other) {
        key = other;
    }

    public synchronized void licensed(boolean accepted) {
        licensed = accepted;
    }

    /** How jobs end from now on: {@code successful}, {@code failed}, or any word. */
    public synchronized void end(String status, String why) {
        end = status;
        reason = why;
    }

    public synchronized void result(Result other) {
        result = other;
    }

    /** Answers the next request with 429. */
    public synchronized void limitOnce() {
        refusal = Problem.rateLimit();
    }

    /** Does not take the next request, because too many wait. */
    public synchronized void fullQueueOnce() {
        refusal = Problem.queueLimit();
    }

    /** Forgets all jobs, as after some weeks. */
    public synchronized void expire() {
        jobs.clear();
    }

    private synchronized Answer answer(Request request) {
        String path = request.key().substring(PREFIX.length());
        if (!key.equals(request.header("PRIVATE-TOKEN"))) {
            return Problem.badKey();
        }
        if (refusal != null) {
            Answer once = refusal;
            refusal = null;
            return once;
        }
        Matcher execution = EXECUTION.matcher(path);
        if (execution.matches() && request.method().equals("POST")) {
            return submit(execution.group(1), request.body());
        }
        Matcher job = JOB.matcher(path);
        if (job.matches()) {
            return job(request.method(), job.group(1), job.group(2) != null);
        }
        if (path.equals("/profiles/v1/account/verification/pat")) {
            return Problem.json(200, JSON.createObjectNode().put("id", 1).put("role", "user"));
        }
        return Answer.text(404, "application/json", "{\"detail\":\"Not Found\"}");
    }

    private Answer submit(String dataset, byte[] body) {
        if (!DATASETS.contains(dataset)) {
            return Answer.text(404, "application/json", "{\"title\":\"process not found\"}");
        }
        if (!licensed) {
            return Problem.licence(dataset);
        }
        JsonNode inputs;
        try {
            inputs = JSON.readTree(body).path("inputs");
        } catch (IOException malformed) {
            return Problem.invalid();
        }
        if (!inputs.path("data_format").asText().equals("grib")
                || inputs.path("variable").isEmpty()) {
            return Problem.invalid();
        }
        String id = UUID.randomUUID().toString();
        jobs.put(id, new Job(dataset, inputs));
        submissions.add(inputs);
        return Problem.json(201, told(id, jobs.get(id)));
    }

    private Answer job(String method, String id, boolean results) {
        Job job = jobs.get(id);
        if (job == null) {
            return Problem.noSuchJob();
        }
        if (method.equals("DELETE")) {
            jobs.remove(id);
            server.remove(resultKey(id));
            deletions++;
            return Problem.json(200, told(id, job).put("status", "dismissed"));
        }
        if (results) {
            return results(id, job);
        }
        job.looks++;
        job.status = job.looks > queue ? end : job.looks > 1 ? "running" : "accepted";
        return Problem.json(200, told(id, job));
    }

    private ObjectNode told(String id, Job job) {
        ObjectNode told = JSON.createObjectNode()
                .put("processID", job.dataset)
                .put("type", "process")
                .put("jobID", id)
                .put("status", job.status)
                .put("created", "2025-01-10T09:30:00.000000")
                .put("updated", "2025-01-10T09:30:01.000000");
        told.putArray("links")
                .addObject()
                .put("href", url() + "/retrieve/v1/jobs/" + id)
                .put("rel", "monitor")
                .put("type", "application/json");
        return told;
    }

    private Answer results(String id, Job job) {
        if (job.status.equals("accepted") || job.status.equals("running")) {
            return Problem.notReady();
        }
        if (!job.status.equals("successful")) {
            return Problem.noResult("The job has " + job.status, reason);
        }
        byte[] bytes = result.of(selected(job.inputs));
        server.put(resultKey(id), bytes);
        ObjectNode told = JSON.createObjectNode();
        told.putObject("asset")
                .putObject("value")
                .put("type", "application/x-grib")
                .put("href", server.url(resultKey(id)).toString())
                .put("file:checksum", result.checksum(bytes))
                .put("file:size", bytes.length)
                .put("file:local_path", "s3://cci2-prod-cache/" + id + ".grib");
        return Problem.json(200, told);
    }

    private static String resultKey(String id) {
        return "cds-cache/" + id + ".grib";
    }

    private byte[] selected(JsonNode inputs) {
        Set<String> names = new TreeSet<>();
        inputs.path("variable").forEach(name -> names.add(name.asText()));
        Set<Integer> levels = new TreeSet<>();
        inputs.path("pressure_level").forEach(level -> levels.add(Integer.valueOf(level.asText())));
        Instant time = Instant.parse("%s-%s-%sT%s:00Z"
                .formatted(first(inputs, "year"), first(inputs, "month"), first(inputs, "day"), first(inputs, "time")));
        if (result == Result.OTHER_DATE) {
            time = time.plus(Duration.ofHours(12));
        }
        List<byte[]> found = messages.select(names, levels, time, result == Result.PRELIMINARY);
        if (result == Result.LACKING) {
            found.removeLast();
        }
        if (result == Result.TWICE) {
            found.add(found.getFirst());
        }
        return Era5Messages.joined(found);
    }

    private static String first(JsonNode inputs, String name) {
        return inputs.path(name).path(0).asText();
    }
}
