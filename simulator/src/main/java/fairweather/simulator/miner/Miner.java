package fairweather.simulator.miner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.JobIds;
import fairweather.simulator.protocol.AccessTokens;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.store.PublishedStore;
import fairweather.simulator.trouble.Trouble;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One miner: what it answers to each request of the public protocol, its knob included. Knows nothing of sockets; blocks
 * while it computes a forecast. Safe for use by several threads.
 */
public final class Miner {
    private static final String FORECASTS = "/forecasts/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String hotkey;
    private final int processingPolls;
    private final Trouble trouble;
    private final Mailbox mailbox;
    private final AccessTokens tokens;
    private final Publisher publisher;
    private final Counters counters = new Counters();
    private final Map<String, MinerJob> jobs = new ConcurrentHashMap<>();

    /** Makes the store of a forecast; its content may be computed later. */
    @FunctionalInterface
    public interface Publisher {
        /** @throws FailureException if there is no forecast for this start */
        PublishedStore publish(Instant start);
    }

    /**
     * @param hotkey the miner's address
     * @param processingPolls how many polls are answered {@code processing}; 0: the initiation brings the forecast
     * @param clock for nonces and tokens
     */
    public Miner(String hotkey, int processingPolls, Trouble trouble, Publisher publisher, InstantSource clock) {
        this.hotkey = hotkey;
        this.processingPolls = processingPolls;
        this.trouble = trouble;
        this.publisher = publisher;
        this.mailbox = new Mailbox(hotkey, clock);
        this.tokens = new AccessTokens(clock);
    }

    public Counters counters() {
        return counters;
    }

    /** Answers a request; never throws for what a caller sends. */
    public Reply answer(Request request) {
        RequestKind kind = RequestKind.of(request.method(), request.path());
        long count = counters.add(kind);
        Reply reply = kind.signed()
                ? answerCall(kind, count, request)
                : request.method().equals("GET") || request.method().equals("HEAD")
                        ? answerRead(kind, request)
                        : Reply.error(404, "detail", "Not Found");
        if (reply.status() == 401 || reply.status() == 403) {
            counters.addRefused();
        }
        return reply;
    }

    private Reply answerCall(RequestKind kind, long count, Request request) {
        Optional<Reply> refusal = mailbox.refuse(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        JsonNode data;
        try {
            data = JSON.readTree(request.body()).path("data");
        } catch (IOException malformed) {
            return Reply.error(422, "error", "The body is not JSON.");
        }
        String jobId = data.path("job_id").textValue();
        Trouble.Exchange exchange = new Trouble.Exchange(kind, hotkey, jobId, count);
        Optional<Reply> instead = trouble.instead(exchange);
        if (instead.isPresent()) {
            return instead.get();
        }
        if (kind != RequestKind.INITIATE && jobId == null) {
            return Reply.error(400, "error", "Missing job_id");
        }
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        if (kind == RequestKind.INITIATE) {
            Optional<Instant> start = startOf(data);
            if (start.isEmpty()) {
                return Reply.error(422, "error", "forecast_start_time is not a time with an offset.");
            }
            initiate(start.get(), data.path("expected_miner_hotkey").asText(hotkey), reply);
        } else if (!jobs.containsKey(jobId)) {
            reply.put("status", "not_found").put("job_id", jobId).put("message", "There is no such job.");
        } else if (kind == RequestKind.POLL) {
            poll(jobs.get(jobId), reply);
        } else {
            access(jobs.get(jobId), reply);
        }
        trouble.adjust(exchange, reply);
        return Reply.json(200, reply);
    }

    private static Optional<Instant> startOf(JsonNode data) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(data.path("forecast_start_time").asText())
                            .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private void initiate(Instant start, String expectedHotkey, ObjectNode reply) {
        if (!expectedHotkey.equals(hotkey)) {
            reply.put("status", "fetch_rejected")
                    .put("message", "Hotkey verification failed")
                    .put("expected_hotkey", expectedHotkey)
                    .put("actual_hotkey", hotkey);
            return;
        }
        try {
            String id = JobIds.jobId(start, hotkey).toString();
            MinerJob job = jobs.computeIfAbsent(id, key -> new MinerJob(key, publisher.publish(start)));
            if (processingPolls == 0) {
                job.say("completed");
            }
            if (job.finished()) {
                access(job, reply);
            } else {
                reply.put("status", "fetch_accepted").put("job_id", id);
            }
        } catch (FailureException noForecast) {
            reply.put("status", "error").put("message", noForecast.failure().message());
        }
    }

    private void poll(MinerJob job, ObjectNode reply) {
        job.say(trouble.pollWord(job.nextPoll(), processingPolls));
        reply.put("status", job.word()).put("job_id", job.id()).put("output_ready", job.finished());
    }

    private void access(MinerJob job, ObjectNode reply) {
        reply.put("job_id", job.id());
        if (!job.finished()) {
            boolean failed = job.word().equals("failed");
            reply.put("status", failed ? "error" : "processing");
            return;
        }
        String name = job.store().name();
        reply.put("status", "completed")
                .put("zarr_store_url", FORECASTS + name)
                .put("verification_hash", job.store().manifestHash())
                .put("access_token", tokens.issue(job.id(), name, trouble.tokenLife()));
    }

    private Reply answerRead(RequestKind kind, Request request) {
        String path = request.path();
        if (!path.startsWith(FORECASTS)) {
            return Reply.error(404, "detail", "Not Found");
        }
        String object = path.substring(FORECASTS.length());
        AccessTokens.Verdict verdict = tokens.check(request.headers().get("authorization"), object);
        return switch (verdict) {
            case UNAUTHORISED -> Reply.error(401, "detail", "Invalid or expired token");
            case FORBIDDEN -> Reply.error(403, "detail", "Token does not cover this path");
            case GRANTED -> read(kind, object);
        };
    }

    private Reply read(RequestKind kind, String object) {
        int slash = object.indexOf('/');
        String name = slash < 0 ? object : object.substring(0, slash);
        String key = slash < 0 ? "" : object.substring(slash + 1);
        Optional<PublishedStore> store = jobs.values().stream()
                .map(MinerJob::store)
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (store.isEmpty()) {
            return Reply.error(404, "detail", "Not Found");
        }
        counters.addObject(key);
        if (kind == RequestKind.DATA_CHUNK) {
            store.get().dataChunkAskedFor();
        }
        return store.get()
                .object(key)
                .map(Reply::bytes)
                .or(() -> store.get().directory(key).map(files -> Reply.json(200, listing(files))))
                .orElseGet(() -> Reply.error(404, "detail", "Not Found"));
    }

    private static ObjectNode listing(Iterable<String> files) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode();
        files.forEach(listing.putArray("files")::add);
        return listing;
    }
}
