package fairweather.reference.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fairweather.failure.FailureException;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The layout of a cached field: the eight characters {@code FWFIELD1}, the header's length (int32, little-endian), the
 * header (JSON, padded with spaces so that the payload begins at a multiple of 64), the payload (float32,
 * little-endian, {@code [lat][lon]}).
 */
final class FieldFile {
    private static final byte[] MAGIC = "FWFIELD1".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = MAGIC.length + Integer.BYTES;
    private static final int ALIGNMENT = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private record Header(
            String variable,
            Integer level,
            Instant validTime,
            double[] latitudes,
            double[] longitudes,
            String sha256,
            Provenance provenance) {}

    private FieldFile() {}

    /** Writes the file and waits until it is on the disk. */
    static void write(Path file, Ready ready) throws IOException {
        Field field = ready.field();
        byte[] header = JSON.writeValueAsBytes(new Header(
                field.variable(),
                field.level(),
                field.validTime(),
                field.grid().latitudes(),
                field.grid().longitudes(),
                ready.sha256(),
                ready.provenance()));
        int payloadStart = (PREFIX + header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] payload = field.payload();
        ByteBuffer bytes = ByteBuffer.allocate(payloadStart + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(payloadStart - PREFIX).put(header);
        while (bytes.position() < payloadStart) {
            bytes.put((byte) ' ');
        }
        bytes.put(payload).flip();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Maps the file's payload; the mapping lives as long as the field.
     *
     * @return empty if the file is not a whole cached field
     */
    static Optional<Ready> map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < PREFIX) {
                return Optional.empty();
            }
            MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            ByteBuffer bytes = all.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            bytes.get(magic);
            int headerLength = bytes.getInt();
            if (!Arrays.equals(magic, MAGIC) || headerLength < 0 || headerLength > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] json = new byte[headerLength];
            bytes.get(json);
            Header header = JSON.readValue(json, Header.class);
            FloatBuffer values = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            Grid grid = new Grid(header.latitudes(), header.longitudes());
            Field field = new Field(header.variable(), header.level(), header.validTime(), grid, values);
            return Optional.of(new Ready(field, header.sha256(), header.provenance()));
        } catch (JsonProcessingException | FailureException | NullPointerException malformed) {
            return Optional.empty();
        }
    }
}
