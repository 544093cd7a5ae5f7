package fairweather.reference.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fairweather.failure.FailureException;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Reads and writes the layout that the package describes. */
public final class FieldFile {
    /** How the name of a field's file ends. */
    public static final String SUFFIX = ".field";

    private static final byte[] MAGIC = "FWFIELD1".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = MAGIC.length + Integer.BYTES;
    private static final int ALIGNMENT = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private record Header(FieldKey key, double[] latitudes, double[] longitudes, String sha256, Provenance provenance) {
        Header {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(provenance, "provenance");
        }

        long payloadBytes() {
            return (long) latitudes.length * longitudes.length * Float.BYTES;
        }
    }

    private FieldFile() {}

    /** The whole file; {@code ready.sha256()} is written as it stands. */
    public static byte[] encode(FieldKey key, Ready ready) {
        Field field = ready.field();
        Grid grid = field.grid();
        byte[] header = json(new Header(key, grid.latitudes(), grid.longitudes(), ready.sha256(), ready.provenance()));
        int payloadStart = (PREFIX + header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] payload = field.payload();
        ByteBuffer bytes = ByteBuffer.allocate(payloadStart + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(payloadStart - PREFIX).put(header);
        while (bytes.position() < payloadStart) {
            bytes.put((byte) ' ');
        }
        return bytes.put(payload).array();
    }

    private static byte[] json(Header header) {
        try {
            return JSON.writeValueAsBytes(header);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a header that is no JSON", impossible);
        }
    }

    /**
     * Maps the file's values, which are not looked at; the mapping lives as long as the field.
     *
     * @return empty if the file is not a whole field by its header and its length
     */
    public static Optional<StoredField> map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return decode(all.asByteBuffer());
        }
    }

    /** What the file answers, by its header and its length alone, without a mapping; empty if it is not a whole field. */
    public static Optional<FieldKey> key(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer prefix = ByteBuffer.wrap(in.readNBytes(PREFIX)).order(ByteOrder.LITTLE_ENDIAN);
            long size = Files.size(file);
            int length = prefix.limit() < PREFIX ? -1 : prefix.getInt(MAGIC.length);
            if (length < 0 || length > size - PREFIX) {
                return Optional.empty();
            }
            ByteBuffer head = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
            Header header = header(head.put(prefix).put(in.readNBytes(length)).flip());
            return header != null && size == PREFIX + length + header.payloadBytes()
                    ? Optional.of(header.key())
                    : Optional.empty();
        }
    }

    /** @return empty if the bytes are not a whole field by their header and their number */
    public static Optional<StoredField> decode(ByteBuffer file) {
        ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        Header header = header(bytes);
        if (header == null) {
            return Optional.empty();
        }
        try {
            FieldKey key = header.key();
            Grid grid = KnownGrids.shared(new Grid(header.latitudes(), header.longitudes()));
            Field field = new Field(
                    key.variable(),
                    key.level(),
                    key.validTime(),
                    grid,
                    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
            boolean whole = bytes.remaining() == header.payloadBytes();
            return whole
                    ? Optional.of(new StoredField(key, new Ready(field, header.sha256(), header.provenance())))
                    : Optional.empty();
        } catch (FailureException | NullPointerException malformed) {
            return Optional.empty();
        }
    }

    /** The header, with the buffer's position after it; null if there is none. */
    private static Header header(ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        if (bytes.remaining() < PREFIX) {
            return null;
        }
        bytes.get(magic);
        int length = bytes.getInt();
        if (!Arrays.equals(magic, MAGIC) || length < 0 || length > bytes.remaining()) {
            return null;
        }
        byte[] json = new byte[length];
        bytes.get(json);
        try {
            return JSON.readValue(json, Header.class);
        } catch (IOException malformed) {
            return null;
        }
    }
}
