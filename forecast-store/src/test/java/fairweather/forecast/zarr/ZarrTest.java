package fairweather.forecast.zarr;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZarrTest {
    private static final List<String> DIMENSIONS = List.of("time", "level", "lat", "lon");
    private final float[] values = values(2 * 3 * 5 * 7);
    private final ZarrVariable variable = ZarrVariable.floats("t", DIMENSIONS, List.of(2, 3, 5, 7), values)
            .withChunks(1, 2, 3, 4)
            .withCodec(new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE))
            .withAttribute("units", "K");
    private final Map<ObjectKey, byte[]> store = ZarrWriter.write(Map.of("a", 1), List.of(variable));
    private final List<ObjectKey> fetched = new ArrayList<>();

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i % 11 == 0 ? Float.NaN : i * 1.5f;
        }
        return values;
    }

    private ObjectReader counting(ObjectReader reader) {
        return (key, maxBytes) -> {
            fetched.add(key);
            return reader.get(key, maxBytes);
        };
    }

    private ZarrArray array() {
        ObjectReader reader = counting(new MemoryReader(store));
        return new ZarrArray(
                ZarrMetadata.read(new MemoryReader(store), Caps.DEFAULT).array("t"), reader, Caps.DEFAULT);
    }

    @Test
    void whatIsWrittenIsReadBackBitForBitEdgesAndGapsIncluded() {
        float[] read = array().readFloats(array().everything());
        assertThat(read).hasSize(values.length);
        for (int i = 0; i < read.length; i++) {
            assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    @Test
    void aSelectionFetchesEachChunkItNeedsOnceAndNoOther() {
        int[][] selection = {{1}, {2, 0}, ZarrArray.all(5), {6, 1}};
        float[] read = array().readFloats(selection);
        int n = 0;
        for (int level : selection[1]) {
            for (int lat = 0; lat < 5; lat++) {
                for (int lon : selection[3]) {
                    assertThat(read[n++]).isEqualTo(Float.valueOf(values[((3 + level) * 5 + lat) * 7 + lon]));
                }
            }
        }
        assertThat(fetched)
                .extracting(ObjectKey::value)
                .containsExactly(
                        "t/1.0.0.0",
                        "t/1.0.0.1",
                        "t/1.0.1.0",
                        "t/1.0.1.1",
                        "t/1.1.0.0",
                        "t/1.1.0.1",
                        "t/1.1.1.0",
                        "t/1.1.1.1");
    }

    @Test
    void aMissingChunkIsAFailureAndNeverAFillValue() {
        store.remove(ObjectKey.of("t/0.0.1.1"));
        assertThat(codeOf(() -> array().readFloats(array().everything()))).isEqualTo(Code.INTEGRITY_CHUNK_MISSING);
    }

    @Test
    void aChunkLargerThanItsShapeAllowsIsOversize() {
        store.put(ObjectKey.of("t/0.0.0.0"), new byte[1000]);
        assertThat(codeOf(() -> array().readFloats(array().everything()))).isEqualTo(Code.CONTENT_LAYOUT);
        store.put(ObjectKey.of("t/0.0.0.0"), new byte[70_000]);
        assertThat(codeOf(() -> array().readFloats(array().everything()))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void scaledIntegersAreUnpackedOnceAndTheirFillValueIsAGap() {
        ZarrVariable packed = ZarrVariable.shorts(
                        "p", List.of("x"), List.of(4), (short) 3, (short) -1, (short) 0, (short) 7)
                .withAttribute("scale_factor", 0.1)
                .withAttribute("add_offset", 273.15)
                .withAttribute("_FillValue", -1);
        MemoryReader reader = new MemoryReader(ZarrWriter.write(Map.of(), List.of(packed)));
        ZarrArray array = new ZarrArray(ZarrMetadata.read(reader, Caps.DEFAULT).array("p"), reader, Caps.DEFAULT);
        assertThat(array.readFloats(array.everything()))
                .containsExactly((float) (3 * 0.1 + 273.15), Float.NaN, 273.15f, (float) (7 * 0.1 + 273.15));
        assertThat(array.readLongs(array.everything())).containsExactly(3, -1, 0, 7);
    }

    @Test
    void aZeroFillValueOfUnpackedNumbersIsNoGapAndAnotherOneIs() {
        assertThat(withFill("0.0").readFloats(new int[][] {{0, 1}})).containsExactly(0f, 1e20f);
        assertThat(withFill("1e20").readFloats(new int[][] {{0, 1}})).containsExactly(0f, Float.NaN);
    }

    private static ZarrArray withFill(String fill) {
        ZarrVariable variable = ZarrVariable.floats("p", List.of("x"), List.of(2), 0f, 1e20f);
        Map<ObjectKey, byte[]> objects = ZarrWriter.write(Map.of(), List.of(variable));
        String text = new String(objects.get(ObjectKey.CONSOLIDATED_METADATA), StandardCharsets.UTF_8)
                .replace("\"fill_value\" : \"NaN\"", "\"fill_value\" : " + fill);
        ZarrMetadata metadata = ZarrMetadata.parse(text.getBytes(StandardCharsets.UTF_8), Caps.DEFAULT);
        return new ZarrArray(metadata.array("p"), new MemoryReader(objects), Caps.DEFAULT);
    }

    @Test
    void theFrozenListLetsNothingElsePass() {
        Manifest manifest = Manifest.of(store, "x");
        ObjectKey chunk = ObjectKey.of("t/0.0.0.0");
        Map<ObjectKey, byte[]> changed = new HashMap<>(store);
        ObjectKey unlisted = ObjectKey.of("t/9.9.9.9");
        changed.put(unlisted, new byte[1]);
        VerifyingReader reader = new VerifyingReader(manifest, counting(new MemoryReader(changed)));
        assertThat(reader.get(chunk, 1 << 20)).isEqualTo(store.get(chunk));
        assertThat(codeOf(() -> reader.get(unlisted, 10))).isEqualTo(Code.INTEGRITY_CHUNK_UNLISTED);
        assertThat(fetched).containsExactly(chunk);
        changed.remove(chunk);
        assertThat(codeOf(() -> reader.get(chunk, 1 << 20))).isEqualTo(Code.INTEGRITY_CHUNK_MISSING);
    }

    @Test
    void aMismatchIsConfirmedByExactlyOneFreshFetch() {
        ObjectKey chunk = ObjectKey.of("t/0.0.0.0");
        byte[] wrong = {1, 2, 3};
        Stale stale = new Stale(wrong, store.get(chunk));
        VerifyingReader reader = new VerifyingReader(Manifest.of(store, "x"), stale);
        assertThat(reader.get(chunk, 1 << 20)).isEqualTo(store.get(chunk));
        assertThat(stale.calls).containsExactly("get", "fresh");

        Stale swapped = new Stale(wrong, wrong);
        VerifyingReader strict = new VerifyingReader(Manifest.of(store, "x"), swapped);
        assertThat(codeOf(() -> strict.get(chunk, 1 << 20))).isEqualTo(Code.INTEGRITY_CHUNK_HASH);
        assertThat(swapped.calls).containsExactly("get", "fresh");
    }

    /** A source whose first answer is another than its fresh one. */
    private static final class Stale implements ObjectReader {
        private final byte[] first;
        private final byte[] fresh;
        private final List<String> calls = new ArrayList<>();

        Stale(byte[] first, byte[] fresh) {
            this.first = first;
            this.fresh = fresh;
        }

        @Override
        public byte[] get(ObjectKey key, long maxBytes) {
            calls.add("get");
            return first;
        }

        @Override
        public byte[] getFresh(ObjectKey key, long maxBytes) {
            calls.add("fresh");
            return fresh;
        }
    }

    @Test
    void troubleOfTheTransportStaysTroubleOfTheTransport() {
        VerifyingReader reader = new VerifyingReader(Manifest.of(store, "x"), (key, maxBytes) -> {
            throw new FailureException(Code.TIMEOUT_READ, "the connection went silent");
        });
        assertThat(codeOf(() -> reader.get(ObjectKey.of("t/0.0.0.0"), 10))).isEqualTo(Code.TIMEOUT_READ);
    }

    @Test
    void unsupportedLayoutsCostTheirArrayOnly() {
        String text = new String(store.get(ObjectKey.CONSOLIDATED_METADATA), StandardCharsets.UTF_8);
        Map<String, String> changes = new TreeMap<>();
        changes.put("\"order\" : \"C\"", "\"order\" : \"F\"");
        changes.put("\"filters\" : null", "\"filters\" : [{\"id\": \"delta\"}]");
        changes.put("\"dtype\" : \"<f4\"", "\"dtype\" : \"|O\"");
        changes.put("\"cname\" : \"lz4\"", "\"cname\" : \"blosclz\"");
        changes.put("\"id\" : \"blosc\"", "\"id\" : \"pickle\"");
        changes.put("\"dimension_separator\" : \".\"", "\"dimension_separator\" : \"..\"");
        changes.put("\"shape\" : [ 2,", "\"shape\" : [ 200000000,");
        changes.put("\"shape\" : [ 2, 3, 5, 7 ]", "\"shape\" : [ 2, 3, 5 ]");
        changes.put("\"chunks\" : [ 1,", "\"chunks\" : [ 0,");
        changes.put("\"shape\" : [ 2, 3", "\"shape\" : [ 100000, 100000");
        changes.put("\"lat\"", "\"lon\"");
        changes.put("\"zarr_format\" : 2,\n      \"shape\"", "\"zarr_format\" : 3,\n      \"shape\"");
        changes.forEach((from, to) -> {
            String changed = text.replace(from, to);
            if (from.contains("zarr_format")) {
                changed = text.replaceAll("(\"t/.zarray\"[^}]*?\\}?[^}]*\"zarr_format\" : )2", "$13");
            }
            assertThat(changed).as(from).isNotEqualTo(text);
            ZarrMetadata metadata = ZarrMetadata.parse(changed.getBytes(StandardCharsets.UTF_8), Caps.DEFAULT);
            assertThat(codeOf(() -> metadata.array("t"))).as(from).isEqualTo(Code.CONTENT_LAYOUT);
        });
    }

    @Test
    void aChunkAboveTheCapIsOversize() {
        String text = new String(store.get(ObjectKey.CONSOLIDATED_METADATA), StandardCharsets.UTF_8)
                .replace("\"chunks\" : [ 1, 2, 3, 4 ]", "\"chunks\" : [ 1, 2, 50000, 50000 ]");
        ZarrMetadata metadata = ZarrMetadata.parse(text.getBytes(StandardCharsets.UTF_8), Caps.DEFAULT);
        assertThat(codeOf(() -> metadata.array("t"))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void metadataThatAreNotStrictAreRefused() {
        String text = new String(store.get(ObjectKey.CONSOLIDATED_METADATA), StandardCharsets.UTF_8);
        String deep = "[".repeat(20) + "]".repeat(20);
        for (String bad : List.of(
                "",
                "{",
                "null",
                "[]",
                text + "1",
                "{\"zarr_consolidated_format\": 1}",
                text.replace("\"zarr_consolidated_format\" : 1", "\"zarr_consolidated_format\" : 2"),
                text.replace("\"units\" : \"K\"", "\"units\" : \"K\", \"units\" : \"K\""),
                text.replace("\"units\" : \"K\"", "\"units\" : " + deep))) {
            assertThat(codeOf(() -> ZarrMetadata.parse(bad.getBytes(StandardCharsets.UTF_8), Caps.DEFAULT)))
                    .as(bad)
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        byte[] large = new byte[Caps.DEFAULT.consolidatedMetadata() + 1];
        assertThat(codeOf(() -> ZarrMetadata.parse(large, Caps.DEFAULT))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void damagedStoresGiveAFailureAndNothingElse() {
        ZarrVariable sample = variable.withCodec(new Zstd(1));
        Map<ObjectKey, byte[]> sound = ZarrWriter.write(Map.of(), List.of(sample));
        byte[] valid = sound.get(ObjectKey.CONSOLIDATED_METADATA);
        SplittableRandom random = new SplittableRandom(11);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = valid.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
            }
            try {
                ZarrMetadata metadata = ZarrMetadata.parse(damaged, Caps.DEFAULT);
                ZarrArray array = new ZarrArray(metadata.array("t"), new MemoryReader(sound), Caps.DEFAULT);
                assertThat(array.readFloats(array.everything()).length)
                        .isEqualTo(array.metadata().shape().stream().reduce(1, Math::multiplyExact));
            } catch (FailureException refusal) {
                assertThat(refusal.code()).isIn(Code.CONTENT_LAYOUT, Code.OVERSIZE, Code.INTEGRITY_CHUNK_MISSING);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
