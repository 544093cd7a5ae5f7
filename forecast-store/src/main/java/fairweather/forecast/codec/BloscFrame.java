package fairweather.forecast.codec;

import fairweather.forecast.codec.Pieces.Piece;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The header of a Blosc-1 frame and its table of block starts: enough to know which of its bytes hold a part of the
 * chunk, and to decode that part from them. Trusts the bytes as little as {@link Codec#decode} does.
 */
public final class BloscFrame {
    private final BloscHeader header;
    private final int encodedSize;
    private final ByteBuffer table;

    private BloscFrame(BloscHeader header, int encodedSize, ByteBuffer table) {
        this.header = header;
        this.encodedSize = encodedSize;
        this.table = table;
    }

    /**
     * How many of a frame's first bytes are its header and its table of blocks.
     *
     * @param start the frame's first bytes, 16 or more
     * @param encodedSize bytes of the whole frame
     * @param expectedSize bytes of the decoded chunk
     * @throws fairweather.failure.FailureException as {@link Codec#decode} does
     */
    public static long tableEnd(byte[] start, long encodedSize, int expectedSize) {
        return BloscHeader.parse(start, encodedSize, expectedSize).tableEnd();
    }

    /** @param start the frame's first bytes, at least up to the end of its table */
    public static BloscFrame of(byte[] start, int encodedSize, int expectedSize) {
        BloscHeader header = BloscHeader.parse(start, encodedSize, expectedSize);
        if (header.tableEnd() > start.length) {
            throw Malformed.frame("its table of Blosc blocks is cut short");
        }
        if (header.stored() && encodedSize != BloscHeader.BYTES + (long) expectedSize) {
            throw Malformed.frame("its stored bytes are not as many as the chunk's");
        }
        return new BloscFrame(header, encodedSize, ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * The frame's bytes that hold a part of the chunk, in ascending order, without those of header and table.
     *
     * @param offset of the part in the decoded chunk
     */
    public List<Span> spans(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, header.size());
        if (length == 0) {
            return List.of();
        }
        if (header.stored()) {
            return List.of(new Span(BloscHeader.BYTES + offset, BloscHeader.BYTES + offset + length));
        }
        // Blocks stand in the order in which the encoder's threads were done with them.
        int[] starts = new int[header.blocks()];
        Arrays.setAll(starts, this::start);
        Arrays.sort(starts);
        List<Span> spans = new ArrayList<>();
        for (int block = offset / header.blockSize(); block <= (offset + length - 1) / header.blockSize(); block++) {
            int start = start(block);
            if (start < header.tableEnd() || start >= encodedSize) {
                throw Malformed.frame("a Blosc block lies outside its frame");
            }
            int next = Arrays.binarySearch(starts, start + 1);
            int following = next >= 0 ? next : -next - 1;
            spans.add(new Span(
                    start, following == starts.length ? encodedSize : Math.min(starts[following], encodedSize)));
        }
        return Span.merged(spans, 0, Integer.MAX_VALUE);
    }

    /**
     * Decodes a part of the chunk.
     *
     * @param pieces with at least the bytes of {@link #spans}
     * @param at where the part begins in the output
     * @throws fairweather.failure.FailureException as {@link Codec#decode} does; what is wrong with other parts goes
     *     unnoticed
     */
    public void decode(Pieces pieces, int offset, int length, byte[] output, int at) {
        Objects.checkFromIndexSize(offset, length, header.size());
        Objects.checkFromIndexSize(at, length, output.length);
        if (length == 0) {
            return;
        }
        if (header.stored()) {
            int from = BloscHeader.BYTES + offset;
            Piece piece = piece(pieces, from);
            if (piece.bytes().length - (from - piece.from()) < length) {
                throw Malformed.frame("its stored bytes are cut short");
            }
            System.arraycopy(piece.bytes(), from - piece.from(), output, at, length);
            return;
        }
        try (StreamDecoder decoder = header.compressor().decoder()) {
            new BloscBlocks(header, decoder).decode(this, pieces, offset, length, output, at);
        }
    }

    int start(int block) {
        return table.getInt(BloscHeader.BYTES + Integer.BYTES * block);
    }

    static Piece piece(Pieces pieces, int position) {
        return pieces.at(position).orElseThrow(() -> Malformed.frame("a Blosc block lies outside its frame"));
    }
}
