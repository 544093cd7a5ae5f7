package fairweather.miner.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.signature.Signer;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/**
 * A signer that others ask: signs for whoever may open the socket, which is its owner alone. It has to stand in a
 * directory of its owner's, since the socket is there a moment before its mode is 600.
 */
public final class SignerSocket implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SignerSocket.class);

    private final Path path;
    private final Signer signer;
    private final ServerSocketChannel server;

    private SignerSocket(Path path, Signer signer, ServerSocketChannel server) {
        this.path = path;
        this.signer = signer;
        this.server = server;
    }

    /** @throws IOException if there is a file of this name already, or the socket cannot be made */
    public static SignerSocket open(Path path, Signer signer) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException refused) {
            server.close();
            throw refused;
        }
        return new SignerSocket(path, signer, server);
    }

    /** Answers until the socket is closed. */
    public void serve() throws IOException {
        try {
            while (true) {
                SocketChannel caller = server.accept();
                Thread.startVirtualThread(() -> answer(caller));
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("the signer's socket was closed");
        }
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            while (true) {
                SignerLine.write(caller, reply(SignerLine.read(caller)));
            }
        } catch (EOFException done) {
            LOG.trace("a caller has gone");
        } catch (IOException broken) {
            LOG.debugf("a caller was lost: %s", broken.getClass().getSimpleName());
        }
    }

    private ObjectNode reply(JsonNode question) {
        if (!question.path(SignerLine.ADDRESS).asText().equals(signer.address())) {
            return SignerLine.object().put(SignerLine.ERROR, "this is the signer of " + signer.address());
        }
        try {
            byte[] message =
                    Base64.getDecoder().decode(question.path(SignerLine.MESSAGE).asText());
            return SignerLine.object().put(SignerLine.SIGNATURE, HexFormat.of().formatHex(signer.sign(message)));
        } catch (IllegalArgumentException noBase64) {
            return SignerLine.object().put(SignerLine.ERROR, "the message is not base64");
        }
    }

    /** Takes the socket away; callers under way get their answer. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
