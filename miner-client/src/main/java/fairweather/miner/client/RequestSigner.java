package fairweather.miner.client;

import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.Nonce;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Signs what we send to miners, each sending with a nonce of its own. A signature may take milliseconds or come from
 * another process: never to be asked for on an event loop.
 */
public final class RequestSigner {
    private final Signer validator;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RequestSigner(Signer validator, InstantSource clock, RandomGenerator random) {
        this.validator = validator;
        this.clock = clock;
        this.random = random;
    }

    /** Our own address. */
    public String address() {
        return validator.address();
    }

    /** The headers of one sending. */
    public Map<String, String> headers(String method, String path, String minerHotkey, byte[] body) {
        Nonce nonce = Nonce.create(clock, random);
        Map<String, String> headers =
                new TreeMap<>(RequestSignature.sign(validator, minerHotkey, method, path, body, nonce)
                        .headers());
        headers.put("content-type", "application/json");
        headers.put("accept", "application/json");
        return headers;
    }

    /** What one sending by the fiber transport is signed with. */
    public FiberSignature fiber(String minerHotkey, String keyUuid) {
        return FiberSignature.sign(validator, minerHotkey, keyUuid, Nonce.createFiber(clock, random));
    }
}
