package fairweather.forecast.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Blosc-1 frames: a 16-byte header, a table of block starts, and independent blocks, each shuffled and compressed by
 * itself. Of its compressors blosclz and snappy are refused, and so are Blosc-2 frames.
 *
 * @param compressor as written in the metadata; a frame names its own, which is what decoding goes by
 */
public record Blosc(Compressor compressor, int level, Shuffle shuffle) implements Codec {
    private static final int HEADER = 16;
    private static final int FLAG_BYTE_SHUFFLE = 0x01;
    private static final int FLAG_STORED = 0x02;
    private static final int FLAG_BIT_SHUFFLE = 0x04;
    private static final int FLAG_NOT_SPLIT = 0x10;
    private static final int MAX_VERSION = 2;
    /** Blocks are split into one stream per byte of an item only up to this item size and down to this stream length. */
    private static final int MAX_SPLITS = 16;

    private static final int MIN_STREAM = 128;
    private static final int BLOCK = 256 * 1024;

    /** Blosc compresses nothing smaller; a great many tiny blocks would take a decoder's time for nothing. */
    private static final int LEAST_BLOCK = 128;

    /** The compressors inside a frame, by their name in Zarr metadata and their number in a frame's flags. */
    public enum Compressor {
        LZ4("lz4", 1),
        LZ4HC("lz4hc", 1),
        ZLIB("zlib", 3),
        ZSTD("zstd", 4);

        private final String word;
        private final int number;

        Compressor(String word, int number) {
            this.word = word;
            this.number = number;
        }

        public String word() {
            return word;
        }

        private static Compressor ofNumber(int number) {
            return switch (number) {
                case 1 -> LZ4;
                case 3 -> ZLIB;
                case 4 -> ZSTD;
                default -> throw Malformed.frame("its Blosc frame has an unsupported compressor (" + number + ")");
            };
        }

        private StreamDecoder decoder() {
            return switch (this) {
                case LZ4, LZ4HC -> Lz4::into;
                case ZLIB -> new ZlibStreams();
                case ZSTD -> new ZstdStreams();
            };
        }

        private byte[] encode(byte[] raw, int length, int level) {
            return switch (this) {
                case LZ4, LZ4HC -> Lz4.compress(raw, 0, length);
                case ZLIB -> Inflate.deflate(raw, 0, length, level);
                case ZSTD -> Zstd.compress(raw, 0, length);
            };
        }
    }

    @Override
    public void decode(byte[] encoded, byte[] decoded, int expectedSize) {
        if (encoded.length < HEADER) {
            throw Malformed.frame("it is shorter than a Blosc header");
        }
        ByteBuffer frame = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        int version = Byte.toUnsignedInt(frame.get(0));
        int flags = Byte.toUnsignedInt(frame.get(2));
        int itemSize = Byte.toUnsignedInt(frame.get(3));
        long size = Integer.toUnsignedLong(frame.getInt(4));
        long blockSize = Integer.toUnsignedLong(frame.getInt(8));
        if (version > MAX_VERSION) {
            throw Malformed.frame("it is a frame of Blosc version " + version + ", and only Blosc 1 is supported");
        }
        if (version == 0) {
            throw Malformed.frame("its Blosc header has version 0");
        }
        if (size > expectedSize) {
            throw Malformed.oversize(expectedSize);
        }
        if (size != expectedSize || Integer.toUnsignedLong(frame.getInt(12)) != encoded.length) {
            throw Malformed.frame("its Blosc header has other sizes than the chunk");
        }
        if (expectedSize == 0) {
            return;
        }
        if ((flags & FLAG_STORED) != 0) {
            copyStored(encoded, decoded, expectedSize);
            return;
        }
        if (itemSize == 0 || blockSize < Math.min(size, LEAST_BLOCK) || blockSize > size) {
            throw Malformed.frame("its Blosc header has an impossible block or item size");
        }
        new Frame(frame, flags, itemSize, (int) blockSize, expectedSize).decode(decoded);
    }

    private static void copyStored(byte[] encoded, byte[] decoded, int size) {
        if (encoded.length != HEADER + (long) size) {
            throw Malformed.frame("its stored bytes are not as many as the chunk's");
        }
        System.arraycopy(encoded, HEADER, decoded, 0, size);
    }

    private record Frame(ByteBuffer bytes, int flags, int itemSize, int blockSize, int size) {
        void decode(byte[] output) {
            int blocks = (int) ((size + (long) blockSize - 1) / blockSize);
            if (HEADER + 4L * blocks > bytes.limit()) {
                throw Malformed.frame("its table of Blosc blocks is cut short");
            }
            try (StreamDecoder decoder = Compressor.ofNumber(flags >> 5).decoder()) {
                decode(output, blocks, decoder);
            }
        }

        private void decode(byte[] output, int blocks, StreamDecoder decoder) {
            Shuffle shuffle = shuffle();
            // A block that was not shuffled is decoded to where it belongs.
            byte[] shuffled = shuffle == Shuffle.NONE ? null : new byte[blockSize];
            for (int block = 0; block < blocks; block++) {
                int at = block * blockSize;
                int length = Math.min(blockSize, size - at);
                int start = bytes.getInt(HEADER + 4 * block);
                if (shuffled == null) {
                    readBlock(start, output, at, length, decoder);
                } else {
                    readBlock(start, shuffled, 0, length, decoder);
                    shuffle.undo(shuffled, output, at, length, itemSize);
                }
            }
        }

        private void readBlock(int start, byte[] output, int first, int length, StreamDecoder decoder) {
            int streams = splits(length) ? itemSize : 1;
            if (length % streams != 0) {
                throw Malformed.frame("a Blosc block cannot be split evenly");
            }
            int streamSize = length / streams;
            long position = start;
            for (int stream = 0; stream < streams; stream++) {
                if (position < HEADER || position + 4 > bytes.limit()) {
                    throw Malformed.frame("a Blosc block lies outside its frame");
                }
                int encodedLength = bytes.getInt((int) position);
                position += 4;
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

        private boolean splits(int length) {
            return (flags & FLAG_NOT_SPLIT) == 0
                    && length == blockSize
                    && itemSize <= MAX_SPLITS
                    && blockSize / itemSize >= MIN_STREAM;
        }

        private Shuffle shuffle() {
            if ((flags & FLAG_BYTE_SHUFFLE) != 0) {
                return itemSize == 1 ? Shuffle.NONE : Shuffle.BYTE;
            }
            return (flags & FLAG_BIT_SHUFFLE) != 0 ? Shuffle.BIT : Shuffle.NONE;
        }
    }

    /** Writes blocks of 256 KiB, one stream each. */
    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        int blockSize = Math.max(1, Math.min(raw.length, BLOCK / itemSize * itemSize));
        int blocks = (raw.length + blockSize - 1) / blockSize;
        ByteBuffer frame = ByteBuffer.allocate(HEADER + 8 * blocks + raw.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.position(HEADER + 4 * blocks);
        byte[] shuffled = new byte[blockSize];
        for (int block = 0; block < blocks; block++) {
            int at = block * blockSize;
            int length = Math.min(blockSize, raw.length - at);
            shuffle.apply(raw, at, shuffled, length, itemSize);
            byte[] stream = compressor.encode(shuffled, length, level);
            frame.putInt(HEADER + 4 * block, frame.position());
            if (stream.length < length) {
                frame.putInt(stream.length).put(stream);
            } else {
                frame.putInt(length).put(shuffled, 0, length);
            }
        }
        int flags = FLAG_NOT_SPLIT | compressor.number << 5;
        switch (shuffle) {
            case NONE -> {}
            case BYTE -> flags |= FLAG_BYTE_SHUFFLE;
            case BIT -> flags |= FLAG_BIT_SHUFFLE;
        }
        frame.put(0, (byte) MAX_VERSION).put(1, (byte) 1).put(2, (byte) flags).put(3, (byte) itemSize);
        frame.putInt(4, raw.length).putInt(8, blockSize).putInt(12, frame.position());
        byte[] encoded = new byte[frame.position()];
        frame.get(0, encoded);
        return encoded;
    }
}
