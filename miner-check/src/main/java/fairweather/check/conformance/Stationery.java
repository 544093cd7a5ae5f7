package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.Nonce;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import fairweather.miner.client.MinerJson;
import fairweather.miner.conversation.Questions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Writes the signed requests of a validator, and such as only a forger would send. */
final class Stationery {
    private final Signer validator;
    private final String miner;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Optional<Session> session;

    /** A session key and the name under which the miner knows it. */
    record Session(String uuid, Fernet fernet) {}

    /** @param session empty for directly signed requests */
    Stationery(Signer validator, String miner, InstantSource clock, RandomGenerator random, Optional<Session> session) {
        this.validator = validator;
        this.miner = miner;
        this.clock = clock;
        this.random = random;
        this.session = session;
    }

    /** A request as it should be. */
    Post signed(String path, ObjectNode data) {
        return signed(path, envelope(data));
    }

    /** A body that need not be JSON, rightly signed. */
    Post signed(String path, String body) {
        return signed(path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] envelope(ObjectNode data) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        return MinerJson.bytes(envelope);
    }

    private Post signed(String path, byte[] body) {
        return signed(path, body, miner, Duration.ZERO);
    }

    /** Rightly signed for another miner. */
    Post addressedTo(String otherMiner, String path, ObjectNode data) {
        return signed(path, envelope(data), otherMiner, Duration.ZERO);
    }

    /** Rightly signed by a clock that is off. */
    Post at(Duration shift, String path, ObjectNode data) {
        return signed(path, envelope(data), miner, shift);
    }

    private Post signed(String path, byte[] body, String receiver, Duration shift) {
        InstantSource shifted = () -> clock.instant().plus(shift);
        if (session.isEmpty()) {
            Nonce nonce = Nonce.create(shifted, random);
            return post(
                    path,
                    RequestSignature.sign(validator, receiver, "POST", path, body, nonce)
                            .headers(),
                    body);
        }
        Nonce nonce = Nonce.createFiber(shifted, random);
        byte[] sealed = session.get().fernet().seal(body, clock.instant(), random);
        return post(
                path,
                FiberSignature.sign(validator, receiver, session.get().uuid(), nonce)
                        .headers(),
                sealed);
    }

    private Post post(String path, Map<String, String> signature, byte[] body) {
        Map<String, String> headers = new TreeMap<>(signature);
        headers.put("content-type", session.isEmpty() ? "application/json" : "application/octet-stream");
        return new Post(path, headers, body);
    }

    /** The offer of a session key, which is not encrypted itself. */
    Post offer(Session offered, String encryptedKey) {
        byte[] body = MinerJson.bytes(MinerJson.object().put(FiberWords.ENCRYPTED_SYMMETRIC_KEY, encryptedKey));
        Nonce nonce = Nonce.createFiber(clock, random);
        Map<String, String> headers = new TreeMap<>(
                FiberSignature.sign(validator, miner, offered.uuid(), nonce).headers());
        headers.put("content-type", "application/json");
        return new Post(FiberWords.PATH_EXCHANGE, headers, body);
    }

    ObjectNode job(String jobId) {
        return Questions.aboutJob(jobId);
    }

    /** What an initiation says. */
    ObjectNode initiation(Instant start) {
        return Questions.initiation(start, validator.address(), miner);
    }
}
