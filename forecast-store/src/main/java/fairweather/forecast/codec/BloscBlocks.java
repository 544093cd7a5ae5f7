package fairweather.forecast.codec;

import fairweather.forecast.codec.Pieces.Piece;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes blocks of a Blosc frame one after the other, with buffers that serve them all. */
final class BloscBlocks {
    private final BloscHeader header;
    private final StreamDecoder decoder;
    private final Shuffle shuffle;
    /** Null if blocks are not shuffled: they are decoded to where they belong. */
    private final byte[] shuffled;

    BloscBlocks(BloscHeader header, StreamDecoder decoder) {
        this.header = header;
        this.decoder = decoder;
        this.shuffle = header.shuffle();
        this.shuffled = shuffle == Shuffle.NONE ? null : new byte[header.blockSize()];
    }

    void decode(BloscFrame frame, Pieces pieces, int offset, int length, byte[] output, int at) {
        byte[] edge = null;
        int end = offset + length;
        for (int block = offset / header.blockSize(); block <= (end - 1) / header.blockSize(); block++) {
            int first = block * header.blockSize();
            int last = (int) Math.min((long) first + header.blockSize(), header.size());
            if (first >= offset && last <= end) {
                decode(pieces, frame.start(block), output, at + first - offset, last - first);
                continue;
            }
            // Only a part of this block is wanted.
            edge = edge == null ? new byte[header.blockSize()] : edge;
            decode(pieces, frame.start(block), edge, 0, last - first);
            int from = Math.max(first, offset);
            System.arraycopy(edge, from - first, output, at + from - offset, Math.min(last, end) - from);
        }
    }

    private void decode(Pieces pieces, int start, byte[] output, int at, int length) {
        if (start < BloscHeader.BYTES) {
            throw Malformed.frame("a Blosc block lies outside its frame");
        }
        Piece piece = BloscFrame.piece(pieces, start);
        if (shuffled == null) {
            streams(piece, start - piece.from(), output, at, length);
        } else {
            streams(piece, start - piece.from(), shuffled, 0, length);
            shuffle.undo(shuffled, output, at, length, header.itemSize());
        }
    }

    private void streams(Piece piece, int start, byte[] output, int first, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(piece.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int streams = header.streams(length);
        if (length % streams != 0) {
            throw Malformed.frame("a Blosc block cannot be split evenly");
        }
        int streamSize = length / streams;
        long position = start;
        for (int stream = 0; stream < streams; stream++) {
            if (position + Integer.BYTES > bytes.limit()) {
                throw Malformed.frame("a Blosc block lies outside its frame");
            }
            int encodedLength = bytes.getInt((int) position);
            position += Integer.BYTES;
            if (encodedLength < 0 || position + encodedLength > bytes.limit()) {
                throw Malformed.frame("a Blosc stream lies outside its frame");
            }
            int at = first + stream * streamSize;
            if (encodedLength == streamSize) {
                System.arraycopy(bytes.array(), (int) position, output, at, streamSize);
            } else {
                decoder.into(bytes.array(), (int) position, encodedLength, output, at, streamSize);
            }
            position += encodedLength;
        }
    }
}
