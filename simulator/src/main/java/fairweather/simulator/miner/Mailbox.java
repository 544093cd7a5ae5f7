package fairweather.simulator.miner;

import fairweather.failure.FailureException;
import fairweather.forecast.protocol.NonceWindow;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which calls a miner listens to: those that any validator has signed, for this miner, and that were not made
 * before. Remembers nonces; safe for use by several threads.
 */
final class Mailbox {
    private final String hotkey;
    private final SignatureScheme scheme = new Ed25519();
    private final NonceWindow window;

    Mailbox(String hotkey, InstantSource clock) {
        this.hotkey = hotkey;
        this.window = new NonceWindow(clock);
    }

    /** The reply to a call that is not to be listened to: 403 if it is somebody else's, 401 for every other fault. */
    Optional<Reply> refuse(Request request) {
        Map<String, String> headers = request.headers();
        RequestSignature signature = new RequestSignature(
                headers.get(RequestSignature.HEADER_VALIDATOR),
                headers.get(RequestSignature.HEADER_MINER),
                headers.get(RequestSignature.HEADER_NONCE),
                headers.get(RequestSignature.HEADER_BODY_HASH),
                headers.get(RequestSignature.HEADER_SIGNATURE));
        if (signature.minerHotkey() != null && !signature.minerHotkey().equals(hotkey)) {
            return Optional.of(Reply.error(403, "detail", "The request is addressed to somebody else."));
        }
        try {
            signature.verify(scheme, window, hotkey, request.method(), request.target(), request.body());
            return Optional.empty();
        } catch (FailureException refused) {
            return Optional.of(Reply.error(401, "detail", refused.failure().message()));
        }
    }
}
