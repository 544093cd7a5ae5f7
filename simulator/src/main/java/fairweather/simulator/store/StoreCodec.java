package fairweather.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;

/** How the chunks of a store are compressed: the four forms that the fleet uses in turn. */
public enum StoreCodec {
    ZLIB(new Zlib(1)) {
        @Override
        JsonNode metadata() {
            return JsonNodeFactory.instance.objectNode().put("id", "zlib").put("level", 1);
        }
    },
    ZSTD(new Zstd(3)) {
        @Override
        JsonNode metadata() {
            return JsonNodeFactory.instance.objectNode().put("id", "zstd").put("level", 3);
        }
    },
    NONE(new NoCodec()) {
        @Override
        JsonNode metadata() {
            return NullNode.instance;
        }
    },
    /** Blosc frames of LZ4 blocks with byte shuffle. */
    BLOSC_LZ4(new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE)) {
        @Override
        JsonNode metadata() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", "blosc")
                    .put("cname", "lz4")
                    .put("clevel", 5)
                    .put("shuffle", 1)
                    .put("blocksize", 0);
        }
    };

    private static final int BOMB_BYTES = 16 << 20;

    private final Codec codec;
    private byte[] bomb;

    StoreCodec(Codec codec) {
        this.codec = codec;
    }

    /** The {@code compressor} of an array's metadata. */
    abstract JsonNode metadata();

    byte[] encode(byte[] raw, int itemSize) {
        return codec.encode(raw, itemSize);
    }

    /** What decodes to 16 MiB of zeros. */
    synchronized byte[] bomb() {
        if (bomb == null) {
            bomb = codec.encode(new byte[BOMB_BYTES], Float.BYTES);
        }
        return bomb;
    }
}
