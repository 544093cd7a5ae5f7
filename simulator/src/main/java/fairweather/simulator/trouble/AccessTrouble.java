package fairweather.simulator.trouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.RequestKind;
import java.time.Duration;
import java.util.function.Consumer;

/** Trouble in what a finished miner says of its store: path, hash and token. */
public enum AccessTrouble implements Trouble {
    PATH_CLIMBS("path-climbs", path("/forecasts/../etc.zarr")),
    PATH_ESCAPED("path-escaped", path("/forecasts/%2e%2e/etc.zarr")),
    PATH_OF_A_HOST("path-of-a-host", path("//169.254.169.254/forecasts/x.zarr")),
    PATH_WITH_QUERY("path-with-query", path("/forecasts/x.zarr?token=x")),
    PATH_WITH_BACKSLASH("path-with-backslash", path("/forecasts/\\x.zarr")),
    PATH_WITH_LINE_BREAK("path-with-line-break", path("/forecasts/x.zarr\r\nHost: elsewhere")),
    PATH_A_LIST(
            "path-a-list", reply -> reply.putArray(MinerWords.ZARR_STORE_URL).add("/forecasts/x.zarr")),
    HASH_TOO_SHORT("hash-too-short", reply -> reply.put(MinerWords.VERIFICATION_HASH, "0".repeat(63))),
    NO_HASH("no-hash", reply -> reply.remove(MinerWords.VERIFICATION_HASH)),
    /** Would end the header that it is sent in and begin another. */
    TOKEN_WITH_LINE_BREAK(
            "token-with-line-break", reply -> reply.put(MinerWords.ACCESS_TOKEN, "x\r\nX-Forwarded-For: 127.0.0.1")),
    TOKEN_OF_900_KIB("token-of-900-kib", reply -> reply.put(MinerWords.ACCESS_TOKEN, "x".repeat(900 << 10))),
    TOKEN_A_NUMBER("token-a-number", reply -> reply.put(MinerWords.ACCESS_TOKEN, 7)),
    /** The job that was finished is not known any more. */
    JOB_FORGOTTEN("access-not-found", reply -> {
        reply.removeAll();
        reply.put(MinerWords.STATUS, MinerWords.NOT_FOUND);
    }),
    /** The job that was finished is under way for ever. */
    NEVER_ACCESSIBLE("access-processing", reply -> {
        reply.removeAll();
        reply.put(MinerWords.STATUS, MinerWords.PROCESSING);
    }),
    ACCESS_ERROR("access-error", reply -> {
        reply.removeAll();
        reply.put(MinerWords.STATUS, MinerWords.ERROR).put(MinerWords.MESSAGE, "no disk \u001b[31m at 10.0.0.7:5432");
    }),
    ACCESS_UNKNOWN_STATUS("access-unknown-status", reply -> reply.put(MinerWords.STATUS, "accessible")),
    /** Two hashes in turn, to whoever asks again because the tokens are short-lived. */
    FLIPPING_HASH("hash-flips", reply -> reply.put(MinerWords.VERIFICATION_HASH, "0".repeat(64))) {
        @Override
        boolean meant(long count) {
            return count % 2 == 0;
        }

        @Override
        public Duration tokenLife() {
            return SHORT_LIFE;
        }
    },
    /** Two stores in turn. */
    FLIPPING_PATH("path-flips", path("/forecasts/another.zarr")) {
        @Override
        boolean meant(long count) {
            return count % 2 == 0;
        }

        @Override
        public Duration tokenLife() {
            return SHORT_LIFE;
        }
    },
    /** Another manifest is announced once the first has been frozen and scoring has begun. */
    NEW_MANIFEST_AFTER_FREEZE(
            "new-manifest-after-freeze", reply -> reply.put(MinerWords.VERIFICATION_HASH, "f".repeat(64))) {
        @Override
        boolean meant(long count) {
            return count > FREEZE_ASKS;
        }

        @Override
        public Duration tokenLife() {
            return SHORT_LIFE;
        }
    };

    /** So short that a careful client asks for a new token before each object. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(30);

    /** With short tokens: the claim, manifest, signature and metadata, and the first object of the scoring. */
    private static final int FREEZE_ASKS = 5;

    private final String knob;
    private final Consumer<ObjectNode> change;

    AccessTrouble(String knob, Consumer<ObjectNode> change) {
        this.knob = knob;
        this.change = change;
    }

    private static Consumer<ObjectNode> path(String path) {
        return reply -> reply.put(MinerWords.ZARR_STORE_URL, path);
    }

    @Override
    public String knob() {
        return knob;
    }

    /** Whether this access answer, counted from 1, is changed. */
    boolean meant(long count) {
        return true;
    }

    @Override
    public void adjust(Exchange exchange, ObjectNode reply) {
        if (exchange.kind() == RequestKind.ACCESS
                && reply.path(MinerWords.STATUS).asText().equals(MinerWords.COMPLETED)
                && meant(exchange.count())) {
            change.accept(reply);
        }
    }
}
