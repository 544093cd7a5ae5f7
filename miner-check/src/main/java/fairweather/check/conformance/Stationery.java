package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.Nonce;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import fairweather.miner.client.MinerJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Writes the signed requests of a validator, and such as only a forger would send. */
final class Stationery {
    private static final Duration STEP = Duration.ofHours(6);
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Signer validator;
    private final String miner;
    private final InstantSource clock;
    private final RandomGenerator random;

    Stationery(Signer validator, String miner, InstantSource clock, RandomGenerator random) {
        this.validator = validator;
        this.miner = miner;
        this.clock = clock;
        this.random = random;
    }

    /** A request as it should be. */
    Post signed(String path, ObjectNode data) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        return signed(path, MinerJson.bytes(envelope));
    }

    /** A body that need not be JSON, rightly signed. */
    Post signed(String path, String body) {
        return signed(path, body.getBytes(StandardCharsets.UTF_8));
    }

    private Post signed(String path, byte[] body) {
        return signed(path, body, miner, Duration.ZERO);
    }

    /** Rightly signed for another miner. */
    Post addressedTo(String otherMiner, String path, ObjectNode data) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        return signed(path, MinerJson.bytes(envelope), otherMiner, Duration.ZERO);
    }

    /** Rightly signed by a clock that is off. */
    Post at(Duration shift, String path, ObjectNode data) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        return signed(path, MinerJson.bytes(envelope), miner, shift);
    }

    private Post signed(String path, byte[] body, String receiver, Duration shift) {
        Nonce nonce = Nonce.create(() -> clock.instant().plus(shift), random);
        Map<String, String> headers =
                new TreeMap<>(RequestSignature.sign(validator, receiver, "POST", path, body, nonce)
                        .headers());
        headers.put("content-type", "application/json");
        return new Post(path, headers, body);
    }

    ObjectNode job(String jobId) {
        return MinerJson.object().put(MinerWords.JOB_ID, jobId);
    }

    /** What an initiation says. */
    ObjectNode initiation(Instant start) {
        return MinerJson.object()
                .put(MinerWords.FORECAST_START_TIME, withOffset(start))
                .put(MinerWords.PREVIOUS_STEP_TIME, withOffset(start.minus(STEP)))
                .put(MinerWords.VALIDATOR_HOTKEY, validator.address())
                .put(MinerWords.EXPECTED_MINER_HOTKEY, miner);
    }

    private static String withOffset(Instant instant) {
        return WITH_OFFSET.format(instant.atOffset(ZoneOffset.UTC));
    }
}
