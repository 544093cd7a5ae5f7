package fairweather.simulator.miner;

import fairweather.failure.FailureException;
import fairweather.forecast.protocol.NonceWindow;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import java.time.InstantSource;
import java.util.Map;

/**
 * The direct transport: listens to calls that any validator has signed, for this miner, and that were not made before. 403
 * if a call is somebody else's, 401 for every other fault.
 */
final class DirectMailbox implements Mailbox {
    private final String hotkey;
    private final SignatureScheme scheme;
    private final NonceWindow window;

    DirectMailbox(String hotkey, SignatureScheme scheme, InstantSource clock) {
        this.hotkey = hotkey;
        this.scheme = scheme;
        this.window = new NonceWindow(clock);
    }

    @Override
    public Letter open(Request request) {
        Map<String, String> headers = request.headers();
        RequestSignature signature = new RequestSignature(
                headers.get(RequestSignature.HEADER_VALIDATOR),
                headers.get(RequestSignature.HEADER_MINER),
                headers.get(RequestSignature.HEADER_NONCE),
                headers.get(RequestSignature.HEADER_BODY_HASH),
                headers.get(RequestSignature.HEADER_SIGNATURE));
        if (signature.minerHotkey() != null && !signature.minerHotkey().equals(hotkey)) {
            return new Letter.Refused(Reply.error(403, "detail", "The request is addressed to somebody else."));
        }
        try {
            signature.verify(scheme, window, hotkey, request.method(), request.target(), request.body());
            return new Letter.Opened(request.body(), signature.nonce());
        } catch (FailureException refused) {
            return new Letter.Refused(
                    Reply.error(401, "detail", refused.failure().message()));
        }
    }
}
