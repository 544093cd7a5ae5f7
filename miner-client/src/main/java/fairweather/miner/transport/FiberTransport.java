package fairweather.miner.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.AskedOnce;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.Prepared;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.client.SharedWait;
import fairweather.miner.client.StatusException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Bodies encrypted with a session key that is agreed on before the first question. Keys are in memory only, one per hotkey
 * and endpoint; whoever needs one that is being agreed on waits for it. A call with a kept key that the miner does not know
 * (any more), or whose connection breaks or is refused, as when a miner restarts, agrees on a new one and is repeated once
 * within the same deadline.
 */
final class FiberTransport implements MinerTransport {
    private static final int MOST_SESSIONS = 1024;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private final Courier courier;
    private final RequestSigner signer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FiberHandshake handshake;
    private final Duration handshakeLimit;
    private final AskedOnce<Peer, FiberSession> sessions;

    FiberTransport(
            Courier courier,
            RequestSigner signer,
            InstantSource clock,
            RandomGenerator random,
            FiberHandshake handshake,
            Duration handshakeLimit) {
        this.courier = courier;
        this.signer = signer;
        this.clock = clock;
        this.random = random;
        this.handshake = handshake;
        this.handshakeLimit = handshakeLimit;
        this.sessions =
                new AskedOnce<>(MOST_SESSIONS, session -> clock.instant().isBefore(session.end()));
    }

    @Override
    public Uni<SignedReply> ask(Peer miner, String path, ObjectNode data, Deadline deadline) {
        return Uni.createFrom().deferred(() -> new Question(miner, path, data, deadline).asked());
    }

    /** One question, asked once or twice. */
    private final class Question {
        private final Peer miner;
        private final String path;
        private final ObjectNode data;
        private final Deadline deadline;

        Question(Peer miner, String path, ObjectNode data, Deadline deadline) {
            this.miner = miner;
            this.path = path;
            this.data = data;
            this.deadline = deadline;
        }

        Uni<SignedReply> asked() {
            Optional<FiberSession> kept = sessions.known(miner);
            return kept.isPresent() ? askedWithKept(kept.get()) : askedWithNew();
        }

        private Uni<SignedReply> askedWithKept(FiberSession session) {
            return sent(session).onFailure(FiberTransport::sessionMayBeLost).recoverWithUni(trouble -> {
                sessions.forget(miner, session);
                return deadline.remaining().isPositive()
                        ? askedWithNew()
                        : Uni.createFrom().failure(trouble);
            });
        }

        private Uni<SignedReply> askedWithNew() {
            return SharedWait.on(
                            () -> sessions.get(miner, () -> handshake.with(miner)),
                            handshakeLimit,
                            deadline,
                            FiberTransport::tooSlow)
                    .flatMap(session -> sent(session)
                            .onFailure(FiberTransport::sessionUnknown)
                            .transform(trouble -> {
                                sessions.forget(miner, session);
                                return new FailureException(
                                        Code.HANDSHAKE,
                                        "the miner does not know the session key that was just agreed on",
                                        trouble);
                            }));
        }

        private Uni<SignedReply> sent(FiberSession session) {
            return courier.post(miner, path, () -> sealed(session), deadline, MinerJson.CAP)
                    .map(SignedReply::unsigned);
        }

        private Prepared sealed(FiberSession session) {
            FiberSignature signature = signer.fiber(miner.hotkey(), session.uuid());
            ObjectNode envelope = MinerJson.object().put(FiberWords.NONCE, signature.nonce());
            envelope.set(MinerWords.DATA, data);
            Map<String, String> headers = new TreeMap<>(signature.headers());
            headers.put("content-type", "application/octet-stream");
            headers.put("accept", "application/json");
            byte[] token = session.fernet().seal(MinerJson.bytes(envelope), clock.instant(), random);
            return new Prepared(headers, Buffer.buffer(token));
        }
    }

    private static FailureException tooSlow() {
        return new FailureException(Code.HANDSHAKE, "no session key could be agreed on in time");
    }

    private static boolean sessionMayBeLost(Throwable trouble) {
        return sessionUnknown(trouble)
                || trouble instanceof FailureException failure && failure.code() == Code.UNREACHABLE;
    }

    private static boolean sessionUnknown(Throwable trouble) {
        return trouble instanceof StatusException status
                && REFUSALS.contains(status.status())
                && status.says(FiberWords.NO_SESSION_KEY);
    }
}
