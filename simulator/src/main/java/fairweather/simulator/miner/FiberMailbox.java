package fairweather.simulator.miner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.NonceWindow;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.protocol.RsaEnvelope;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fiber transport as the miners in the field speak it: an RSA key pair and session keys that live no longer than the
 * process, and bodies as Fernet tokens. The gates stand in the order in which a caller meets them.
 */
final class FiberMailbox implements Mailbox {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEY_LIFE = Duration.ofHours(5);
    private static final int MOST_KEYS = 1000;

    private final String hotkey;
    private final SignatureScheme scheme;
    private final InstantSource clock;
    private final FiberGate gate;
    private final NonceWindow window;
    private final EncryptionKeys encryption;
    private final Map<KeyName, Session> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyName, Session> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private record KeyName(String validator, String uuid) {}

    private record Session(Fernet fernet, Instant end) {}

    FiberMailbox(
            String hotkey, SignatureScheme scheme, InstantSource clock, EncryptionKeys encryption, FiberGate gate) {
        this.hotkey = hotkey;
        this.scheme = scheme;
        this.clock = clock;
        this.encryption = encryption;
        this.gate = gate;
        this.window = new NonceWindow(clock);
    }

    /** True if a call was made by this transport. */
    static boolean speaksTo(Request request) {
        return request.headers().containsKey(FiberSignature.HEADER_KEY_UUID);
    }

    /** The answer to {@code GET /public-encryption-key}. */
    Reply publicKey() {
        if (!gate.admitsOneMore()) {
            return tooMany();
        }
        Instant now = clock.instant();
        return Reply.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(FiberWords.PUBLIC_KEY, RsaEnvelope.pem(encryption.publicKey()))
                        .put(FiberWords.TIMESTAMP, now.getEpochSecond() + now.getNano() / 1e9));
    }

    /** The answer to {@code POST /exchange-symmetric-key}. */
    Reply exchange(Request request) {
        FiberSignature signature = signatureOf(request);
        Optional<Reply> refusal = refusal(signature);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<byte[]> key = sentKey(request);
        if (key.isEmpty()) {
            return Reply.error(400, MinerWords.DETAIL, "The symmetric key cannot be read.");
        }
        synchronized (this) {
            sessions.put(
                    new KeyName(signature.validatorHotkey(), signature.keyUuid()),
                    new Session(new Fernet(key.get()), clock.instant().plus(KEY_LIFE)));
        }
        return Reply.json(
                200,
                JsonNodeFactory.instance.objectNode().put(MinerWords.STATUS, "Symmetric key exchanged successfully"));
    }

    private Optional<byte[]> sentKey(Request request) {
        try {
            JsonNode sealed = JSON.readTree(request.body()).path(FiberWords.ENCRYPTED_SYMMETRIC_KEY);
            return RsaEnvelope.open(encryption.privateKey(), Base64.getDecoder().decode(sealed.asText()))
                    .filter(key -> key.length == Fernet.KEY_BYTES);
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public Letter open(Request request) {
        FiberSignature signature = signatureOf(request);
        Optional<Reply> refusal = refusal(signature);
        if (refusal.isPresent()) {
            return new Letter.Refused(refusal.get());
        }
        Optional<Session> session = session(new KeyName(signature.validatorHotkey(), signature.keyUuid()));
        if (session.isEmpty()) {
            return new Letter.Refused(
                    Reply.error(400, MinerWords.DETAIL, FiberWords.NO_SESSION_KEY + " for that hotkey and uuid"));
        }
        return session.get()
                .fernet()
                .open(request.body())
                .<Letter>map(body -> new Letter.Opened(body, signature.nonce()))
                .orElseGet(
                        () -> new Letter.Refused(Reply.error(400, MinerWords.DETAIL, "The body cannot be decrypted.")));
    }

    private Optional<Reply> refusal(FiberSignature signature) {
        if (!gate.admitsOneMore()) {
            return Optional.of(tooMany());
        }
        try {
            String sender = signature.verify(scheme, window, hotkey);
            return gate.admits(sender)
                    ? Optional.empty()
                    : Optional.of(Reply.error(403, MinerWords.DETAIL, "Hotkey is not admitted"));
        } catch (FailureException refused) {
            return Optional.of(
                    Reply.error(401, MinerWords.DETAIL, refused.failure().message()));
        }
    }

    private static Reply tooMany() {
        return Reply.error(429, MinerWords.DETAIL, "Rate limit exceeded");
    }

    private synchronized Optional<Session> session(KeyName name) {
        return Optional.ofNullable(sessions.get(name))
                .filter(session -> clock.instant().isBefore(session.end()));
    }

    private static FiberSignature signatureOf(Request request) {
        Map<String, String> headers = request.headers();
        return new FiberSignature(
                headers.get(RequestSignature.HEADER_VALIDATOR),
                headers.get(RequestSignature.HEADER_MINER),
                headers.get(FiberSignature.HEADER_KEY_UUID),
                headers.get(RequestSignature.HEADER_NONCE),
                headers.get(RequestSignature.HEADER_SIGNATURE));
    }
}
