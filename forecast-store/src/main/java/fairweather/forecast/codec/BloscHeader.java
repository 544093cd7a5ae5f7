package fairweather.forecast.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 16 bytes at the start of a Blosc-1 frame, checked.
 *
 * @param itemSize bytes of one value
 * @param blockSize bytes of a decoded block; the last one may be shorter
 * @param size bytes of the decoded chunk
 */
record BloscHeader(int flags, int itemSize, int blockSize, int size) {
    static final int BYTES = 16;
    static final int FLAG_BYTE_SHUFFLE = 0x01;
    static final int FLAG_BIT_SHUFFLE = 0x04;
    static final int FLAG_NOT_SPLIT = 0x10;
    static final int VERSION = 2;

    /** Blosc compresses nothing smaller; a great many tiny blocks would take a decoder's time for nothing. */
    static final int LEAST_BLOCK = 128;

    private static final int FLAG_STORED = 0x02;
    /** Blocks are split into one stream per byte of an item only up to this item size and down to this stream length. */
    private static final int MAX_SPLITS = 16;

    private static final int MIN_STREAM = 128;

    /**
     * @param start the first bytes of the frame
     * @param encodedSize bytes of the whole frame
     */
    static BloscHeader parse(byte[] start, long encodedSize, int expectedSize) {
        if (start.length < BYTES) {
            throw Malformed.frame("it is shorter than a Blosc header");
        }
        ByteBuffer frame = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        int version = Byte.toUnsignedInt(frame.get(0));
        if (version > VERSION) {
            throw Malformed.frame("it is a frame of Blosc version " + version + ", and only Blosc 1 is supported");
        }
        if (version == 0) {
            throw Malformed.frame("its Blosc header has version 0");
        }
        long size = Integer.toUnsignedLong(frame.getInt(4));
        if (size > expectedSize) {
            throw Malformed.oversize(expectedSize);
        }
        if (size != expectedSize || Integer.toUnsignedLong(frame.getInt(12)) != encodedSize) {
            throw Malformed.frame("its Blosc header has other sizes than the chunk");
        }
        int flags = Byte.toUnsignedInt(frame.get(2));
        int itemSize = Byte.toUnsignedInt(frame.get(3));
        long blockSize = Integer.toUnsignedLong(frame.getInt(8));
        boolean blocks = size > 0 && (flags & FLAG_STORED) == 0;
        if (blocks && (itemSize == 0 || blockSize < Math.min(size, LEAST_BLOCK) || blockSize > size)) {
            throw Malformed.frame("its Blosc header has an impossible block or item size");
        }
        return new BloscHeader(flags, itemSize, blocks ? (int) blockSize : 0, (int) size);
    }

    /** True if the values follow the header as they are. */
    boolean stored() {
        return (flags & FLAG_STORED) != 0;
    }

    /** How many blocks there are; none in a frame that is stored or empty. */
    int blocks() {
        return blockSize == 0 ? 0 : (int) ((size + (long) blockSize - 1) / blockSize);
    }

    /** Where the table of blocks ends. */
    long tableEnd() {
        return BYTES + 4L * blocks();
    }

    /** Into how many streams a block is split. */
    int streams(int blockLength) {
        boolean split = (flags & FLAG_NOT_SPLIT) == 0
                && blockLength == blockSize
                && itemSize <= MAX_SPLITS
                && blockSize / itemSize >= MIN_STREAM;
        return split ? itemSize : 1;
    }

    Shuffle shuffle() {
        if ((flags & FLAG_BYTE_SHUFFLE) != 0) {
            return itemSize == 1 ? Shuffle.NONE : Shuffle.BYTE;
        }
        return (flags & FLAG_BIT_SHUFFLE) != 0 ? Shuffle.BIT : Shuffle.NONE;
    }

    Blosc.Compressor compressor() {
        return Blosc.Compressor.ofNumber(flags >> 5);
    }
}
