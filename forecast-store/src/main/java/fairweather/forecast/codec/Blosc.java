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
    private static final int BLOCK = 256 * 1024;

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

        static Compressor ofNumber(int number) {
            return switch (number) {
                case 1 -> LZ4;
                case 3 -> ZLIB;
                case 4 -> ZSTD;
                default -> throw Malformed.frame("its Blosc frame has an unsupported compressor (" + number + ")");
            };
        }

        StreamDecoder decoder() {
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
        BloscFrame.of(encoded, encoded.length, expectedSize).decode(Pieces.whole(encoded), 0, expectedSize, decoded, 0);
    }

    /**
     * A part of the decoded chunk; only the blocks that hold it are decoded.
     *
     * @param offset of the part in the decoded chunk
     * @throws fairweather.failure.FailureException as {@link #decode}; what is wrong with other parts goes unnoticed
     */
    public byte[] decodeRange(byte[] encoded, int expectedSize, int offset, int length) {
        byte[] part = new byte[length];
        BloscFrame.of(encoded, encoded.length, expectedSize).decode(Pieces.whole(encoded), offset, length, part, 0);
        return part;
    }

    /** Writes blocks of 256 KiB, one stream each. */
    @Override
    public byte[] encode(byte[] raw, int itemSize) {
        int blockSize = Math.max(1, Math.min(raw.length, BLOCK / itemSize * itemSize));
        int blocks = (raw.length + blockSize - 1) / blockSize;
        ByteBuffer frame =
                ByteBuffer.allocate(BloscHeader.BYTES + 8 * blocks + raw.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.position(BloscHeader.BYTES + 4 * blocks);
        byte[] shuffled = new byte[blockSize];
        for (int block = 0; block < blocks; block++) {
            int at = block * blockSize;
            int length = Math.min(blockSize, raw.length - at);
            shuffle.apply(raw, at, shuffled, length, itemSize);
            byte[] stream = compressor.encode(shuffled, length, level);
            frame.putInt(BloscHeader.BYTES + 4 * block, frame.position());
            if (stream.length < length) {
                frame.putInt(stream.length).put(stream);
            } else {
                frame.putInt(length).put(shuffled, 0, length);
            }
        }
        int flags = BloscHeader.FLAG_NOT_SPLIT | compressor.number << 5;
        switch (shuffle) {
            case NONE -> {}
            case BYTE -> flags |= BloscHeader.FLAG_BYTE_SHUFFLE;
            case BIT -> flags |= BloscHeader.FLAG_BIT_SHUFFLE;
        }
        frame.put(0, (byte) BloscHeader.VERSION)
                .put(1, (byte) 1)
                .put(2, (byte) flags)
                .put(3, (byte) itemSize);
        frame.putInt(4, raw.length).putInt(8, blockSize).putInt(12, frame.position());
        byte[] encoded = new byte[frame.position()];
        frame.get(0, encoded);
        return encoded;
    }
}
