package fairweather.simulator.store;

import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FileHash;
import fairweather.forecast.signature.Signer;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.forecast.WindArchive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One forecast as a miner serves it: a Zarr v2 store with a signed manifest. Metadata and coordinates are kept; a chunk is
 * computed again whenever it is read, always to the same bytes. The manifest, which needs every chunk once, is made when
 * first asked for. Safe for use by several threads.
 */
public final class PublishedStore {
    /** The chunk that {@link Tampering} is about: {@code 10u} at lead 120 h. */
    public static final String TAMPERED_CHUNK = "10u/19.0.0";

    /**
     * How a forecast is laid out, compressed, and perhaps tampered with.
     *
     * @param manifest makes the manifest that is announced and signed out of the right one
     */
    public record Form(StoreShape shape, StoreCodec codec, Tampering tampering, UnaryOperator<byte[]> manifest) {}

    private static final Pattern CHUNK = Pattern.compile("(10u|10v)/(0|[1-9]\\d?)\\.0\\.0");

    private final String name;
    private final WindArchive archive;
    private final Forecaster forecaster;
    private final Instant start;
    private final StoreShape shape;
    private final StoreCodec codec;
    private final Tampering tampering;
    private final UnaryOperator<byte[]> manifestChange;
    private final Signer signer;
    private final Map<String, byte[]> smallObjects;
    private volatile boolean dataChunkAskedFor;
    private SignedManifest manifest;

    /**
     * @param name the directory name, for example {@code weather_forecast_2018100618_miner_hk_5FHneW46xG_8f8efe47.zarr}
     * @throws FailureException if the forecaster has no forecast for this start
     */
    public PublishedStore(
            String name, Instant start, WindArchive archive, Forecaster forecaster, Form form, Signer signer) {
        this.name = name;
        this.start = start;
        this.archive = archive;
        this.forecaster = forecaster;
        this.shape = form.shape();
        this.codec = form.codec();
        this.tampering = form.tampering();
        this.manifestChange = form.manifest();
        this.signer = signer;
        this.smallObjects = StoreLayout.objects(shape, codec, start);
        for (Wind wind : Wind.values()) {
            field(wind, 0);
        }
    }

    public String name() {
        return name;
    }

    /** The sha256 of {@code manifest.json}, lower-case hexadecimal. */
    public String manifestHash() {
        return manifest().hash();
    }

    /** Must be called before each read of a data chunk: a store that tampers starts to do so here. */
    public void dataChunkAskedFor() {
        dataChunkAskedFor = true;
    }

    /** The bytes of an object; empty if the store has none under this key. */
    public Optional<byte[]> object(String key) {
        if (key.equals("manifest.json")) {
            return Optional.of(manifest().json());
        }
        if (key.equals("manifest.sig")) {
            return Optional.of(manifest().signature());
        }
        if (smallObjects.containsKey(key)) {
            return Optional.of(smallObjects.get(key));
        }
        Matcher chunk = CHUNK.matcher(key);
        int index = chunk.matches() ? Integer.parseInt(chunk.group(2)) : chunksPerWind();
        if (index >= chunksPerWind()) {
            return Optional.empty();
        }
        boolean tampered = dataChunkAskedFor && key.equals(TAMPERED_CHUNK);
        if (tampered && tampering == Tampering.CHUNK_REMOVED) {
            return Optional.empty();
        }
        Wind wind = chunk.group(1).equals(Wind.U.variable()) ? Wind.U : Wind.V;
        return Optional.of(chunk(wind, index, tampered && tampering == Tampering.CHUNK_CHANGED));
    }

    /** The names below a directory of the store, sorted; empty if there is no such directory. */
    public Optional<List<String>> directory(String key) {
        if (key.isEmpty()) {
            return Optional.of(Stream.concat(
                            Stream.of("manifest.json", "manifest.sig"), keys().map(each -> each.replaceAll("/.*", "")))
                    .distinct()
                    .sorted()
                    .toList());
        }
        List<String> names = keys().filter(each -> each.startsWith(key + "/"))
                .map(each -> each.substring(key.length() + 1))
                .sorted()
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private Stream<String> keys() {
        return Stream.concat(
                smallObjects.keySet().stream(),
                Stream.of(Wind.values())
                        .flatMap(wind -> IntStream.range(0, chunksPerWind()).mapToObj(index -> chunkKey(wind, index))));
    }

    private static String chunkKey(Wind wind, int index) {
        return wind.variable() + "/" + index + ".0.0";
    }

    private synchronized SignedManifest manifest() {
        if (manifest == null) {
            manifest = SignedManifest.of(hashes(), signer, tampering, manifestChange);
        }
        return manifest;
    }

    private SortedMap<ObjectKey, String> hashes() {
        SortedMap<ObjectKey, String> hashes = new TreeMap<>();
        smallObjects.forEach((key, bytes) -> hashes.put(ObjectKey.of(key), FileHash.of(ObjectKey.of(key), bytes)));
        for (Wind wind : Wind.values()) {
            byte[] bytes = null;
            for (int index = 0; index < chunksPerWind(); index++) {
                // A field that is held for all leads is encoded once.
                boolean again = bytes != null && forecaster.held() && shape.stepsPerChunk() == 1;
                bytes = again ? bytes : chunk(wind, index, false);
                ObjectKey key = ObjectKey.of(chunkKey(wind, index));
                hashes.put(key, FileHash.of(key, bytes));
            }
        }
        if (tampering == Tampering.CHUNK_UNLISTED) {
            hashes.remove(ObjectKey.of(TAMPERED_CHUNK));
        }
        return hashes;
    }

    private float[] field(Wind wind, int index) {
        return forecaster.field(archive, wind, start, StoreLayout.LEADS.get(index));
    }

    private int chunksPerWind() {
        return Math.ceilDiv(StoreLayout.LEADS.size(), shape.stepsPerChunk());
    }

    /** The bytes of a chunk; where it reaches beyond the last step it is filled with NaN. */
    private byte[] chunk(Wind wind, int index, boolean opposite) {
        int steps = shape.stepsPerChunk();
        ByteBuffer bytes = ByteBuffer.allocate(0);
        for (int step = 0; step < steps; step++) {
            int lead = index * steps + step;
            float[] field = field(wind, Math.min(lead, StoreLayout.LEADS.size() - 1));
            float[] values = shape.values(wind, opposite ? opposite(field) : field);
            if (lead >= StoreLayout.LEADS.size()) {
                values = values.clone();
                Arrays.fill(values, Float.NaN);
            }
            if (step == 0) {
                bytes = ByteBuffer.allocate(steps * values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            }
            bytes.asFloatBuffer().put(values);
            bytes.position(bytes.position() + values.length * Float.BYTES);
        }
        return shape.encode(wind, bytes.array(), codec);
    }

    private static float[] opposite(float[] field) {
        float[] opposite = new float[field.length];
        for (int i = 0; i < field.length; i++) {
            opposite[i] = -field[i];
        }
        return opposite;
    }
}
