package fairweather.miner.identity;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signs by asking another process over a unix domain socket, so that the key is not on this machine or not in this
 * process. Every answer is checked under the address. Each question has a connection of its own: a signer that was started
 * anew is simply asked again. Trouble is ours and no miner's: VALIDATOR_INTERNAL.
 */
public final class SocketSigner implements Signer {
    private final Path socket;
    private final String address;
    private final SignatureScheme scheme;
    private final Duration limit;

    private SocketSigner(Path socket, String address, SignatureScheme scheme, Duration limit) {
        this.socket = socket;
        this.address = address;
        this.scheme = scheme;
        this.limit = limit;
    }

    /**
     * A signer that has shown that it signs for this address.
     *
     * @param limit for each signature; longer ones fail
     */
    public static SocketSigner connect(Path socket, String address, SignatureScheme scheme, Duration limit) {
        SocketSigner signer = new SocketSigner(socket, address, scheme, limit);
        signer.sign("fairweather: is this the signer?".getBytes(StandardCharsets.UTF_8));
        return signer;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = signature(answer(message));
        if (!scheme.verify(address, message, signature)) {
            throw trouble("its signature does not hold under " + address, null);
        }
        return signature;
    }

    private static byte[] signature(JsonNode answer) {
        if (answer.hasNonNull(SignerLine.ERROR)) {
            throw trouble(
                    "it says " + Sanitiser.clean(answer.get(SignerLine.ERROR).asText()), null);
        }
        try {
            return HexFormat.of().parseHex(answer.path(SignerLine.SIGNATURE).asText());
        } catch (IllegalArgumentException noHex) {
            throw trouble("its signature is not hexadecimal", noHex);
        }
    }

    private JsonNode answer(byte[] message) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            FutureTask<JsonNode> asking = new FutureTask<>(() -> ask(channel, message));
            Thread.startVirtualThread(asking);
            // Where it takes too long, closing the channel ends the other thread.
            return asking.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw trouble("it did not answer within " + limit.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw trouble(
                    "there is no answer (" + failed.getCause().getClass().getSimpleName() + ")", failed.getCause());
        } catch (IOException unavailable) {
            throw trouble("no socket can be opened", unavailable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw trouble("the question was interrupted", stopped);
        }
    }

    private JsonNode ask(SocketChannel channel, byte[] message) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        SignerLine.write(
                channel,
                SignerLine.object()
                        .put(SignerLine.ADDRESS, address)
                        .put(SignerLine.MESSAGE, Base64.getEncoder().encodeToString(message)));
        return SignerLine.read(channel);
    }

    private static FailureException trouble(String what, Throwable cause) {
        return new FailureException(Code.VALIDATOR_INTERNAL, "the external signer cannot be used: " + what, cause);
    }

    @Override
    public String toString() {
        return "SocketSigner[" + address + "]";
    }
}
