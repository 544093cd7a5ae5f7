package fairweather.scoring.child;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.memory.MemoryProbe;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The most that a miner may have us hold: a chunk of 128 MiB that does not compress, in one Blosc block, so that it is
 * there three times. The child's heap is what the metadata say.
 */
class LargestChunkTest {
    private static final int FIELD = Archive.ROWS * Archive.COLUMNS;
    private static final int FIELDS = Caps.DEFAULT.decodedChunk() / (FIELD * Float.BYTES);

    private static final long MIB = 1 << 20;

    /** Enough for one chunk, received in two pieces and decoded, and for nothing more. */
    private static final long HEAP = ReadingMemory.BASE + 385 * MIB;

    @TempDir
    private Path cache;

    private record Room(long bytes) implements MemoryProbe {
        @Override
        public String name() {
            return "room";
        }

        @Override
        public Optional<Reading> read() {
            return Optional.of(new Reading(bytes, 0, 0));
        }
    }

    @Test
    void a_chunk_of_128_mib_is_scored_within_the_permit() throws Exception {
        MemoryBudget budget = new MemoryBudget(0, List.of(new Room(HEAP + ChildCommand.overhead(HEAP))));
        try (Rig rig = new Rig(
                Archive.DIRECTORY,
                cache,
                Duration.ofSeconds(900),
                new ChildWorkplace(MemoryBudget.UNLIMITED, Duration.ofSeconds(60)),
                new MemoryNeed(budget, ReadingMemory.BASE + ChildWorkplace.OVERHEAD))) {
            rig.settled(rig.enqueueSeed());
            int usual = rig.response(Store.persistence().objects());
            rig.run(JobType.DAY1, usual);
            int large = rig.response(withOneLargeChunk());

            assertThat(rig.run(JobType.DAY1, large).getString("status")).isEqualTo("completed");

            for (Row component : rig.components(usual)) {
                Row same = rig.components(large).stream()
                        .filter(row -> row.getString("variable_name").equals(component.getString("variable_name")))
                        .findFirst()
                        .orElseThrow();
                assertThat(same.getArrayOfDoubles("sums")).isEqualTo(component.getArrayOfDoubles("sums"));
            }
        }
    }

    private static SortedMap<ObjectKey, byte[]> withOneLargeChunk() {
        SortedMap<ObjectKey, byte[]> objects =
                new TreeMap<>(Store.persistence().inOneChunk().objects());
        for (String name : new String[] {".zmetadata", "10u/.zarray"}) {
            ObjectKey key = ObjectKey.of(name);
            objects.put(key, enlarged(new String(objects.get(key), StandardCharsets.UTF_8)));
        }
        objects.put(ObjectKey.of("10u/0.0.0"), frame());
        return objects;
    }

    /** The chunks of 10u are longer than the array, as Zarr allows, and packed by Blosc. */
    private static byte[] enlarged(String metadata) {
        int from = Math.max(0, metadata.indexOf("10u/.zarray"));
        String own = metadata.substring(from)
                .replaceFirst("(\"chunks\"\\s*:\\s*\\[\\s*)" + Store.LEADS.size(), "$1" + FIELDS)
                .replaceFirst(
                        "\"compressor\"\\s*:\\s*\\{[^}]*\\}",
                        "\"compressor\": {\"id\": \"blosc\", \"cname\": \"lz4\", \"clevel\": 5, \"shuffle\": 1, "
                                + "\"blocksize\": 0}");
        return (metadata.substring(0, from) + own).getBytes(StandardCharsets.UTF_8);
    }

    /** One block, shuffled by bytes, stored as it is; noise behind the fields. */
    private static byte[] frame() {
        int size = FIELDS * FIELD * Float.BYTES;
        ByteBuffer frame = ByteBuffer.allocate(16 + 4 + 4 + size).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(new byte[] {2, 1, 1 << 5 | 0x10 | 0x01, Float.BYTES});
        frame.putInt(size).putInt(size).putInt(frame.capacity()).putInt(20).putInt(size);
        int plane = FIELDS * FIELD;
        // Piece by piece: this process, too, holds what passes it twice.
        byte[] noise = new byte[1 << 16];
        Random random = new Random(1);
        while (frame.hasRemaining()) {
            random.nextBytes(noise);
            frame.put(noise, 0, Math.min(noise.length, frame.remaining()));
        }
        float[] field = Archive.analysis("10u", 0);
        for (int i = 0; i < Store.LEADS.size() * FIELD; i++) {
            int bits = Float.floatToIntBits(field[i % FIELD]);
            for (int b = 0; b < Float.BYTES; b++) {
                frame.put(24 + b * plane + i, (byte) (bits >>> 8 * b));
            }
        }
        return frame.array();
    }
}
