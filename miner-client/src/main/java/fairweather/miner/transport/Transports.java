package fairweather.miner.transport;

import fairweather.forecast.signature.SignatureScheme;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.settings.MinerSettings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes the transport that the settings name. */
public final class Transports {
    private Transports() {}

    /**
     * @param scheme of the miners' signatures
     * @param random where session keys come from; has to be a secure one outside tests
     * @throws IllegalStateException if signed replies are required of a transport that has none
     */
    public static MinerTransport of(
            Vertx vertx,
            MinerHttp http,
            RequestSigner signer,
            SignatureScheme scheme,
            InstantSource clock,
            RandomGenerator random,
            MinerSettings settings) {
        Courier courier = new Courier(vertx, http);
        return switch (settings.transport()) {
            case DIRECT -> new DirectTransport(courier, signer, new ReplyRule(scheme, settings.requireSignedReplies()));
            case FIBER -> {
                if (settings.requireSignedReplies()) {
                    throw new IllegalStateException(
                            "fairweather.miner.require-signed-replies: the fiber transport has no signed replies");
                }
                FiberHandshake handshake = new FiberHandshake(courier, signer, clock, random, settings.timeout());
                yield new FiberTransport(
                        courier,
                        signer,
                        clock,
                        random,
                        handshake,
                        settings.timeout().handshake());
            }
        };
    }
}
