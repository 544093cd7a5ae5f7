package fairweather.miner.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** One line of JSON, which is all that a signer and whoever asks it say to each other (docs/operations/signer.md). */
final class SignerLine {
    static final String ADDRESS = "address";
    static final String MESSAGE = "message_base64";
    static final String SIGNATURE = "signature_hex";
    static final String ERROR = "error";

    /** The longest line; what is signed are a few hundred bytes. */
    static final int MOST_BYTES = 64 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SignerLine() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static void write(WritableByteChannel channel, ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @throws IOException if the other side ends before the line does, or the line is too long or no JSON */
    static JsonNode read(ReadableByteChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1024);
        while (channel.read(one.clear()) >= 0) {
            one.flip();
            while (one.hasRemaining()) {
                byte next = one.get();
                if (next == '\n') {
                    return JSON.readTree(line.toByteArray());
                }
                line.write(next);
            }
            if (line.size() > MOST_BYTES) {
                throw new IOException("the line is too long");
            }
        }
        throw new EOFException("the other side ended before its line did");
    }
}
