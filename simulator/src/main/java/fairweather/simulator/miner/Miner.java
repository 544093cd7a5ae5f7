package fairweather.simulator.miner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.ReplySignature;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One miner: what it answers to each request of the public protocol, its knob included. Knows nothing of sockets; blocks
 * while it computes a forecast. Safe for use by several threads.
 */
public final class Miner {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String hotkey;
    private final int processingPolls;
    private final Trouble trouble;
    private final DirectMailbox direct;
    private final FiberMailbox fiber;
    private final Optional<Signer> replySigner;
    private final AccessTokens tokens;
    private final Publisher publisher;
    private final Consumer<String> issued;
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
     * @param scheme of the validators' signatures
     * @param replySigner signs the replies to directly signed calls
     * @param encryption for the key exchanges of the fiber transport
     * @param gate of the fiber transport
     * @param issued is told each access token that is given out
     */
    public Miner(
            String hotkey,
            int processingPolls,
            Trouble trouble,
            Publisher publisher,
            InstantSource clock,
            SignatureScheme scheme,
            Optional<Signer> replySigner,
            EncryptionKeys encryption,
            FiberGate gate,
            Consumer<String> issued) {
        this.hotkey = hotkey;
        this.processingPolls = trouble.processingPolls(processingPolls);
        this.trouble = trouble;
        this.publisher = publisher;
        this.direct = new DirectMailbox(hotkey, scheme, clock);
        this.fiber = new FiberMailbox(hotkey, scheme, clock, encryption, gate);
        this.replySigner = replySigner;
        this.tokens = new AccessTokens(clock);
        this.issued = issued;
    }

    public Counters counters() {
        return counters;
    }

    /** Answers a request; never throws for what a caller sends. */
    public Reply answer(Request request) {
        RequestKind kind = RequestKind.of(request.method(), request.path());
        long count = counters.add(kind);
        Reply reply = reply(kind, count, request);
        if (reply.status() == 401 || reply.status() == 403) {
            counters.addRefused();
        }
        return reply.status() == 200 ? trouble.sent(new Trouble.Exchange(kind, hotkey, null, count), reply) : reply;
    }

    private Reply reply(RequestKind kind, long count, Request request) {
        return switch (kind) {
            case INITIATE, POLL, ACCESS -> answerCall(kind, count, request);
            case PUBLIC_KEY -> fiber.publicKey();
            case KEY_EXCHANGE -> fiber.exchange(request);
            case MANIFEST, MANIFEST_SIGNATURE, METADATA, COORDINATE, DATA_CHUNK, OTHER ->
                request.method().equals("GET") || request.method().equals("HEAD")
                        ? answerRead(kind, request)
                        : Reply.error(404, MinerWords.DETAIL, "Not Found");
        };
    }

    private Reply answerCall(RequestKind kind, long count, Request request) {
        boolean encrypted = FiberMailbox.speaksTo(request);
        Mailbox mailbox = encrypted ? fiber : direct;
        return switch (mailbox.open(request)) {
            case Letter.Refused(Reply refusal) -> refusal;
            case Letter.Opened(byte[] body, String nonce) -> {
                Reply answer = answerLetter(kind, count, body);
                yield encrypted ? answer : signed(answer, nonce);
            }
        };
    }

    private Reply signed(Reply reply, String nonce) {
        if (replySigner.isEmpty() || reply == Reply.NEVER) {
            return reply;
        }
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(ReplySignature.HEADER, ReplySignature.sign(replySigner.get(), reply.status(), nonce, reply.body()));
        return new Reply(reply.status(), headers, reply.body());
    }

    private Reply answerLetter(RequestKind kind, long count, byte[] body) {
        JsonNode data;
        try {
            data = JSON.readTree(body).path(MinerWords.DATA);
        } catch (IOException malformed) {
            return Reply.error(422, MinerWords.ERROR, "The body is not JSON.");
        }
        String jobId = data.path(MinerWords.JOB_ID).textValue();
        Trouble.Exchange exchange = new Trouble.Exchange(kind, hotkey, jobId, count);
        Optional<Reply> instead = trouble.instead(exchange);
        if (instead.isPresent()) {
            return instead.get();
        }
        if (kind != RequestKind.INITIATE && jobId == null) {
            return Reply.error(400, MinerWords.ERROR, "Missing job_id");
        }
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        if (kind == RequestKind.INITIATE) {
            Optional<Instant> start = startOf(data);
            if (start.isEmpty()) {
                return Reply.error(422, MinerWords.ERROR, "forecast_start_time is not a time with an offset.");
            }
            initiate(start.get(), data.path(MinerWords.EXPECTED_MINER_HOTKEY).asText(hotkey), reply);
        } else if (!jobs.containsKey(jobId)) {
            reply.put(MinerWords.STATUS, MinerWords.NOT_FOUND)
                    .put(MinerWords.JOB_ID, jobId)
                    .put(MinerWords.MESSAGE, "There is no such job.");
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
            return Optional.of(OffsetDateTime.parse(
                            data.path(MinerWords.FORECAST_START_TIME).asText())
                    .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private void initiate(Instant start, String expectedHotkey, ObjectNode reply) {
        if (!expectedHotkey.equals(hotkey)) {
            reply.put(MinerWords.STATUS, MinerWords.FETCH_REJECTED)
                    .put(MinerWords.MESSAGE, MinerWords.IDENTITY_REFUSED)
                    .put(MinerWords.EXPECTED_HOTKEY, expectedHotkey)
                    .put(MinerWords.ACTUAL_HOTKEY, hotkey);
            return;
        }
        try {
            String id = JobIds.jobId(start, hotkey).toString();
            MinerJob job = jobs.computeIfAbsent(id, key -> new MinerJob(key, publisher.publish(start)));
            if (processingPolls == 0) {
                job.say(MinerWords.COMPLETED);
            }
            if (job.finished()) {
                access(job, reply);
            } else {
                reply.put(MinerWords.STATUS, MinerWords.FETCH_ACCEPTED).put(MinerWords.JOB_ID, id);
            }
        } catch (FailureException noForecast) {
            reply.put(MinerWords.STATUS, MinerWords.ERROR)
                    .put(MinerWords.MESSAGE, noForecast.failure().message());
        }
    }

    private void poll(MinerJob job, ObjectNode reply) {
        job.say(trouble.pollWord(job.nextPoll(), processingPolls));
        reply.put(MinerWords.STATUS, job.word())
                .put(MinerWords.JOB_ID, job.id())
                .put(MinerWords.OUTPUT_READY, job.finished());
    }

    private void access(MinerJob job, ObjectNode reply) {
        reply.put(MinerWords.JOB_ID, job.id());
        if (!job.finished()) {
            boolean failed = job.word().equals(MinerWords.FAILED);
            reply.put(MinerWords.STATUS, failed ? MinerWords.ERROR : MinerWords.PROCESSING);
            return;
        }
        String name = job.store().name();
        String token = tokens.issue(job.id(), name, trouble.tokenLife());
        issued.accept(token);
        reply.put(MinerWords.STATUS, MinerWords.COMPLETED)
                .put(MinerWords.ZARR_STORE_URL, MinerWords.PATH_FORECASTS + name)
                .put(MinerWords.VERIFICATION_HASH, job.store().manifestHash())
                .put(MinerWords.ACCESS_TOKEN, token);
    }

    private Reply answerRead(RequestKind kind, Request request) {
        String path = request.path();
        if (!path.startsWith(MinerWords.PATH_FORECASTS)) {
            return Reply.error(404, MinerWords.DETAIL, "Not Found");
        }
        String object = path.substring(MinerWords.PATH_FORECASTS.length());
        AccessTokens.Verdict verdict = tokens.check(request.headers().get("authorization"), object);
        return switch (verdict) {
            case UNAUTHORISED -> Reply.error(401, MinerWords.DETAIL, "Invalid or expired token");
            case FORBIDDEN -> Reply.error(403, MinerWords.DETAIL, "Token does not cover this path");
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
            return Reply.error(404, MinerWords.DETAIL, "Not Found");
        }
        counters.addObject(key);
        if (kind == RequestKind.DATA_CHUNK) {
            store.get().dataChunkAskedFor();
        }
        return store.get()
                .object(key)
                .map(Reply::bytes)
                .or(() -> store.get().directory(key).map(files -> Reply.json(200, listing(files))))
                .orElseGet(() -> Reply.error(404, MinerWords.DETAIL, "Not Found"));
    }

    private static ObjectNode listing(Iterable<String> files) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode();
        files.forEach(listing.putArray("files")::add);
        return listing;
    }
}
