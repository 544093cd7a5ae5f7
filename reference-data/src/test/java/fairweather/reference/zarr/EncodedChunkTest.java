package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.DataType;
import fairweather.forecast.zarr.Packing;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.hash.Sha256;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import fairweather.reference.zarr.EncodedChunk.Part;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chunk of eight "levels" of 256 KiB that hardly compress: each is one block of its frame. */
class EncodedChunkTest {
    private static final int LEVEL = 256 << 10;
    private static final int SIZE = 8 * LEVEL;
    private static final Economy SPARING = new Economy(0, 16 << 20);
    private static final Blosc BLOSC = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE);
    private static final byte[] RAW = raw();

    @TempDir
    private Path directory;

    private static byte[] raw() {
        byte[] raw = new byte[SIZE];
        new Random(37).nextBytes(raw);
        for (int i = 0; i < SIZE; i += 4) {
            raw[i] = 1;
        }
        return raw;
    }

    @Test
    void only_the_blocks_of_the_wanted_levels_are_fetched() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        int all = store.bytes("x/0").length;

        EncodedChunk chunk =
                fetch(store, BLOSC, List.of(level(1), level(5)), SPARING).orElseThrow();

        assertThat(chunk.read(level(1)).decoded()).isEqualTo(Arrays.copyOfRange(RAW, LEVEL, 2 * LEVEL));
        assertThat(chunk.read(level(5)).decoded()).isEqualTo(Arrays.copyOfRange(RAW, 5 * LEVEL, 6 * LEVEL));
        assertThat(store.fetched()).hasSize(3);
        assertThat(store.bytesFetched()).isBetween(all / 4L, all / 4L + (20 << 10));
    }

    @Test
    void a_small_gap_is_fetched_rather_than_asked_around() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        List<Slice> levels = List.of(level(1), level(3), level(7));
        EncodedChunk chunk =
                fetch(store, BLOSC, levels, new Economy(LEVEL, 16 << 20)).orElseThrow();
        levels.forEach(chunk::read);
        assertThat(store.fetched()).as("the start, levels 1 to 3, level 7").hasSize(3);
    }

    @Test
    void a_chunk_smaller_than_the_gap_is_one_request() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        fetch(store, BLOSC, List.of(level(1)), new Economy(SIZE, 16 << 20));
        assertThat(store.fetched()).containsExactly("x/0");
    }

    @Test
    void provenance_is_of_the_bytes_of_the_level_whatever_else_was_fetched() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        EncodedChunk alone = fetch(store, BLOSC, List.of(level(5)), SPARING).orElseThrow();
        EncodedChunk together = fetch(store, BLOSC, List.of(level(0), level(5), level(6)), SPARING)
                .orElseThrow();
        EncodedChunk whole =
                fetch(store, BLOSC, List.of(level(5)), new Economy(SIZE, 0)).orElseThrow();

        Part part = alone.read(level(5));
        assertThat(part.bytes()).matches("0-47,\\d+-\\d+");
        assertThat(part.sha256()).isEqualTo(sha256(store.bytes("x/0"), part.bytes()));
        for (EncodedChunk other : List.of(together, whole)) {
            Part same = other.read(level(5));
            assertThat(same.bytes()).isEqualTo(part.bytes());
            assertThat(same.sha256()).isEqualTo(part.sha256());
        }
    }

    @Test
    void while_blocks_are_decoded_the_next_are_on_their_way_and_each_is_fetched_once() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        EncodedChunk chunk = fetch(store, BLOSC, List.of(level(0), level(2), level(4), level(6)), SPARING)
                .orElseThrow();
        assertThat(store.fetched()).as("the start").hasSize(1);
        chunk.read(level(0));
        awaitFetched(store, 1 + 2);
        chunk.read(level(2));
        awaitFetched(store, 1 + 3);
        chunk.read(level(4));
        awaitFetched(store, 1 + 4);
        chunk.read(level(6));
        assertThat(store.fetched()).hasSize(1 + 4);
    }

    private static void awaitFetched(SpoiltStore store, int requests) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (store.fetched().size() < requests && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(store.fetched()).hasSize(requests);
    }

    @Test
    void what_needs_all_bytes_has_no_ranges() {
        SpoiltStore store = with(BLOSC.encode(RAW, 4));
        Slice everything = new Slice(0, SIZE);
        EncodedChunk chunk = fetch(store, BLOSC, List.of(everything), SPARING).orElseThrow();
        Part part = chunk.read(everything);
        assertThat(part.bytes()).isNull();
        assertThat(part.sha256()).isEqualTo(Sha256.hex(store.bytes("x/0")));
    }

    @Test
    void a_codec_without_blocks_is_fetched_whole() {
        Zlib zlib = new Zlib(1);
        SpoiltStore store = with(zlib.encode(RAW, 4));
        EncodedChunk chunk =
                fetch(store, zlib, List.of(level(1), level(5)), SPARING).orElseThrow();

        assertThat(store.fetched()).containsExactly("x/0");
        assertThat(chunk.read(level(5)).decoded()).isEqualTo(Arrays.copyOfRange(RAW, 5 * LEVEL, 6 * LEVEL));
        assertThat(chunk.read(level(5)).bytes()).isNull();
        assertThat(chunk.read(level(5)).sha256()).isEqualTo(Sha256.hex(store.bytes("x/0")));
    }

    @Test
    void a_chunk_that_is_replaced_between_two_ranges_is_not_mixed() {
        byte[] frame = BLOSC.encode(RAW, 4);
        byte[] other = BLOSC.encode(Arrays.copyOfRange(RAW, 0, SIZE), 4);
        other[other.length - 1]++;
        SpoiltStore store = with(frame);
        ReplacingStore replacing = new ReplacingStore(store, other);
        EncodedChunk chunk = EncodedChunk.open(replacing, array(BLOSC), "x/0", List.of(level(5)), SPARING)
                .orElseThrow();
        assertThatThrownBy(() -> chunk.read(level(5)))
                .isInstanceOfSatisfying(
                        ObjectTrouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(ObjectTrouble.Kind.CHANGED));
    }

    /** Has another object after the first range. */
    private record ReplacingStore(SpoiltStore store, byte[] other) implements ObjectStore {
        @Override
        public Optional<ObjectInfo> head(String key) {
            return store.head(key);
        }

        @Override
        public Optional<StoredObject> get(String key, long most) {
            return store.get(key, most);
        }

        @Override
        public Optional<StoredObject> range(String key, long from, long to, String etag) {
            Optional<StoredObject> answer = store.range(key, from, to, etag);
            store.put(key, other);
            return answer;
        }

        @Override
        public String describe() {
            return store.describe();
        }
    }

    private static Slice level(int number) {
        return new Slice(number * LEVEL, LEVEL);
    }

    private SpoiltStore with(byte[] encoded) {
        return new SpoiltStore(directory).put("x/0", encoded);
    }

    private static Optional<EncodedChunk> fetch(SpoiltStore store, Codec codec, List<Slice> slices, Economy economy) {
        return EncodedChunk.open(store, array(codec), "x/0", slices, economy);
    }

    private static ZarrArray array(Codec codec) {
        List<Integer> length = List.of(SIZE / Float.BYTES);
        ArrayMetadata metadata =
                new ArrayMetadata("x", length, length, DataType.FLOAT32, codec, '.', List.of("x"), Packing.NONE, null);
        return new ZarrArray(metadata, (key, most) -> new byte[0], Caps.ARCHIVE);
    }

    private static String sha256(byte[] object, String ranges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String range : ranges.split(",")) {
            String[] ends = range.split("-");
            int from = Integer.parseInt(ends[0]);
            bytes.write(object, from, Integer.parseInt(ends[1]) + 1 - from);
        }
        return Sha256.hex(bytes.toByteArray());
    }
}
