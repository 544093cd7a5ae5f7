package fairweather.forecast.signature.schnorrkel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A Merlin transcript (v1.0): what two sides have said so far, and challenges that depend on all of it. */
final class Transcript {
    private final Strobe strobe;

    Transcript(String label) {
        strobe = new Strobe("Merlin v1.0");
        append("dom-sep", text(label));
    }

    void append(String label, byte[] message) {
        frame(strobe, label, message.length);
        strobe.associatedData(message);
    }

    byte[] challenge(String label, int count) {
        frame(strobe, label, count);
        return strobe.random(count);
    }

    /**
     * Secret bytes that depend on the transcript, on a secret and on fresh randomness: they stay secret and different
     * while either of the two is good. The transcript itself does not change.
     */
    byte[] witness(String label, byte[] secret, byte[] randomness, int count) {
        Strobe fork = strobe.copy();
        frame(fork, label, secret.length);
        fork.key(secret);
        fork.metadata(text("rng"), false);
        fork.key(randomness);
        fork.metadata(length(count), false);
        return fork.random(count);
    }

    private static void frame(Strobe strobe, String label, int length) {
        strobe.metadata(text(label), false);
        strobe.metadata(length(length), true);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
