package fairweather.archive.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes chunks as an array's metadata want them: plain numbers in any of the codecs that need no compression. */
record ChunkBytes(JsonNode metadata) {
    private static final int BLOSC_HEAD = 16;
    private static final byte BLOSC_FORMAT = 2;
    private static final byte BLOSC_STORED = 0x02;

    /** How many values a chunk has, those beyond the edge of the array included. */
    int values() {
        int values = 1;
        for (JsonNode length : metadata.path("chunks")) {
            values *= length.asInt();
        }
        return values;
    }

    /** @param value by its place in the chunk; converted to the type of the array */
    byte[] of(IntToDoubleFunction value) {
        String type = metadata.path("dtype").asText();
        int size = type.charAt(2) - '0';
        ByteBuffer raw = ByteBuffer.allocate(values() * size)
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values(); i++) {
            put(raw, type.substring(1), value.applyAsDouble(i));
        }
        if (!metadata.path("filters").isNull()) {
            throw new IllegalArgumentException("chunks with filters are not written here");
        }
        return encoded(raw.array(), size);
    }

    private static void put(ByteBuffer raw, String type, double value) {
        switch (type) {
            case "f4" -> raw.putFloat((float) value);
            case "f8" -> raw.putDouble(value);
            case "i2" -> raw.putShort((short) value);
            case "i4" -> raw.putInt((int) value);
            case "i8" -> raw.putLong((long) value);
            default -> throw new IllegalArgumentException("chunks of " + type + " are not written here");
        }
    }

    private byte[] encoded(byte[] raw, int size) {
        String codec = metadata.path("compressor").path("id").asText("none");
        try {
            return switch (codec) {
                case "none" -> raw;
                case "zlib" -> zlib(raw);
                case "gzip" -> gzip(raw);
                case "blosc" -> blosc(raw, size);
                default -> throw new IllegalArgumentException("chunks in " + codec + " are not written here");
            };
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] zlib(byte[] raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(raw);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        }
        return out.toByteArray();
    }

    /** A frame that stores its bytes as they are, as Blosc itself writes what it cannot make smaller. */
    private static byte[] blosc(byte[] raw, int size) {
        return ByteBuffer.allocate(BLOSC_HEAD + raw.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(BLOSC_FORMAT)
                .put((byte) 1)
                .put(BLOSC_STORED)
                .put((byte) size)
                .putInt(raw.length)
                .putInt(raw.length)
                .putInt(BLOSC_HEAD + raw.length)
                .put(raw)
                .array();
    }
}
