package fairweather.miner.transport;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.RsaEnvelope;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.Prepared;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.client.StatusException;
import fairweather.miner.settings.MinerSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Agrees with a miner on a session key: its public key is fetched, a key drawn, encrypted with it and handed over. */
final class FiberHandshake {
    /** How long a key is used; miners keep it for five hours. */
    static final Duration LIFE = Duration.ofHours(2);

    private static final int KEY_ANSWER_CAP = 64 * 1024;
    private static final int UUID_BYTES = 32;
    /** What says, in the middle of a key exchange, no more than that it failed. All other codes are more precise. */
    private static final Set<Code> VAGUE = Set.of(Code.PROTOCOL, Code.TIMEOUT_READ, Code.TIMEOUT_TOTAL);

    private final Courier courier;
    private final RequestSigner signer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final MinerSettings.Timeout limits;

    FiberHandshake(
            Courier courier,
            RequestSigner signer,
            InstantSource clock,
            RandomGenerator random,
            MinerSettings.Timeout limits) {
        this.courier = courier;
        this.signer = signer;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    /** A session and its key as the miner is to get it. */
    private record Offer(FiberSession session, String encryptedKey) {}

    /** Has limits of its own, since several calls may wait for it. Fails with HANDSHAKE and all transport codes. */
    Uni<FiberSession> with(Peer miner) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.in(limits.handshake(), limits.queue());
            return courier.get(miner, FiberWords.PATH_PUBLIC_KEY, deadline, KEY_ANSWER_CAP)
                    .flatMap(reply -> courier.onWorker(() -> offer(reply)))
                    .flatMap(offer -> courier.post(
                                    miner,
                                    FiberWords.PATH_EXCHANGE,
                                    () -> prepared(miner, offer),
                                    deadline,
                                    MinerJson.CAP)
                            .replaceWith(offer.session()))
                    .onFailure()
                    .transform(FiberHandshake::named);
        });
    }

    private Offer offer(SignedReply reply) {
        JsonNode pem = reply.json().path(FiberWords.PUBLIC_KEY);
        if (!pem.isTextual()) {
            throw new FailureException(Code.HANDSHAKE, "the miner's answer has no public encryption key");
        }
        byte[] key = new byte[Fernet.KEY_BYTES];
        byte[] uuid = new byte[UUID_BYTES];
        random.nextBytes(key);
        random.nextBytes(uuid);
        byte[] sealed = RsaEnvelope.seal(RsaEnvelope.publicKey(pem.textValue()), key);
        return new Offer(
                new FiberSession(
                        HexFormat.of().formatHex(uuid),
                        new Fernet(key),
                        clock.instant().plus(LIFE)),
                Base64.getEncoder().encodeToString(sealed));
    }

    private Prepared prepared(Peer miner, Offer offer) {
        Map<String, String> headers = new TreeMap<>(
                signer.fiber(miner.hotkey(), offer.session().uuid()).headers());
        headers.put("content-type", "application/json");
        headers.put("accept", "application/json");
        byte[] body = MinerJson.bytes(MinerJson.object().put(FiberWords.ENCRYPTED_SYMMETRIC_KEY, offer.encryptedKey()));
        return new Prepared(headers, Buffer.buffer(body));
    }

    /** A miner that asks us to come more slowly is still heard as one. */
    private static Throwable named(Throwable trouble) {
        return switch (trouble) {
            case StatusException status
            when status.failure().code() != Code.RATE_LIMITED ->
                failed(status.failure().message(), status);
            case FailureException failure
            when VAGUE.contains(failure.code()) -> failed(failure.failure().message(), failure);
            default -> trouble;
        };
    }

    private static FailureException failed(String why, Throwable cause) {
        return new FailureException(Code.HANDSHAKE, "no session key could be agreed on: " + why, cause);
    }
}
