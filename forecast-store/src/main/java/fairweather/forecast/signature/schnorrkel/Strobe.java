package fairweather.forecast.signature.schnorrkel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * As much of STROBE-128 (v1.0.2) as transcripts need: metadata, associated data, keys, pseudo-random output. Where an
 * operation continues the one before ({@code more}) it must be of the same kind.
 */
final class Strobe {
    private static final int STATE_BYTES = 200;
    /** The bytes of a block that data may use. */
    private static final int RATE = 166;

    private static final int INBOUND = 1;
    private static final int APPLICATION = 1 << 1;
    private static final int CIPHER = 1 << 2;
    private static final int META = 1 << 4;

    private final byte[] state;
    private int position;
    private int begin;
    private int operation;

    Strobe(String protocol) {
        state = new byte[STATE_BYTES];
        byte[] head = {1, (byte) (RATE + 2), 1, 0, 1, 96};
        byte[] version = "STROBEv1.0.2".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, state, 0, head.length);
        System.arraycopy(version, 0, state, head.length, version.length);
        permute();
        metadata(protocol.getBytes(StandardCharsets.US_ASCII), false);
    }

    private Strobe(Strobe other) {
        state = other.state.clone();
        position = other.position;
        begin = other.begin;
        operation = other.operation;
    }

    Strobe copy() {
        return new Strobe(this);
    }

    void metadata(byte[] data, boolean more) {
        begin(META | APPLICATION, more);
        absorb(data);
    }

    void associatedData(byte[] data) {
        begin(APPLICATION, false);
        absorb(data);
    }

    void key(byte[] key) {
        begin(APPLICATION | CIPHER, false);
        for (byte part : key) {
            state[position] = part;
            advance();
        }
    }

    byte[] random(int count) {
        begin(INBOUND | APPLICATION | CIPHER, false);
        byte[] output = new byte[count];
        for (int i = 0; i < count; i++) {
            output[i] = state[position];
            state[position] = 0;
            advance();
        }
        return output;
    }

    private void begin(int flags, boolean more) {
        if (more) {
            if (flags != operation) {
                throw new IllegalStateException("an operation is continued by another kind");
            }
            return;
        }
        byte[] frame = {(byte) begin, (byte) flags};
        begin = position + 1;
        operation = flags;
        absorb(frame);
        if ((flags & CIPHER) != 0 && position != 0) {
            endBlock();
        }
    }

    private void absorb(byte[] data) {
        for (byte part : data) {
            state[position] ^= part;
            advance();
        }
    }

    private void advance() {
        position++;
        if (position == RATE) {
            endBlock();
        }
    }

    private void endBlock() {
        state[position] ^= (byte) begin;
        state[position + 1] ^= 0x04;
        state[RATE + 1] ^= (byte) 0x80;
        permute();
        position = 0;
        begin = 0;
    }

    private void permute() {
        long[] lanes = new long[Keccak.LANES];
        ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().get(lanes);
        Keccak.permute(lanes);
        bytes.asLongBuffer().put(lanes);
    }
}
