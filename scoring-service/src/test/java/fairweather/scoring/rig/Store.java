package fairweather.scoring.rig;

import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A miner's store of the two winds, written as it should be or with a peculiarity. */
public final class Store {
    public static final List<Integer> LEADS = List.of(12, 24, 48, 72, 96, 120, 144, 168, 192, 216, 240);

    private final Map<String, String> names = new LinkedHashMap<>(Map.of("10u", "10u", "10v", "10v"));
    private BiFunction<String, Integer, float[]> forecast = (variable, lead) -> Archive.analysis(variable, 0);
    private String units = "m s-1";
    private int rows = Archive.ROWS;
    private int shift;
    private final Set<String> inOneChunk = new HashSet<>();

    /** The start's analysis held: the persistence forecast. */
    public static Store persistence() {
        return new Store();
    }

    public Store without(String variable) {
        names.remove(variable);
        return this;
    }

    public Store called(String variable, String name) {
        names.put(variable, name);
        return this;
    }

    public Store units(String text) {
        units = text;
        return this;
    }

    public Store forecast(BiFunction<String, Integer, float[]> fields) {
        forecast = fields;
        return this;
    }

    public Store withoutSouthPole() {
        rows = Archive.ROWS - 1;
        return this;
    }

    /** All leads of a variable in one chunk. */
    public Store inOneChunk() {
        inOneChunk.addAll(names.keySet());
        return this;
    }

    /** All leads of this variable in one chunk, of the other one a chunk each. */
    public Store inOneChunk(String variable) {
        inOneChunk.add(variable);
        return this;
    }

    /** Longitudes from -180 to 179. */
    public Store fromTheDateLine() {
        shift = Archive.COLUMNS / 2;
        return this;
    }

    public SortedMap<ObjectKey, byte[]> objects() {
        List<ZarrVariable> variables = new ArrayList<>();
        names.forEach((variable, name) -> variables.add(wind(variable, name)));
        variables.add(ZarrVariable.coordinate(
                        "time", LEADS.stream().mapToDouble(Integer::doubleValue).toArray())
                .withAttribute("units", "hours since 2018-10-06 18:00:00"));
        double[] latitudes = new double[rows];
        for (int i = 0; i < rows; i++) {
            latitudes[i] = 90 - i;
        }
        double[] longitudes = new double[Archive.COLUMNS];
        for (int j = 0; j < longitudes.length; j++) {
            longitudes[j] = j - shift;
        }
        variables.add(ZarrVariable.coordinate("lat", latitudes));
        variables.add(ZarrVariable.coordinate("lon", longitudes));
        return ZarrWriter.write(Map.of(), variables);
    }

    /** @param madeUp hashes of objects that are listed besides */
    public static byte[] manifest(Map<ObjectKey, byte[]> objects, Map<ObjectKey, String> madeUp, String signer) {
        Manifest honest = Manifest.of(objects, signer);
        SortedMap<ObjectKey, String> files = new TreeMap<>(honest.files());
        files.putAll(madeUp);
        return ManifestWriter.write(new Manifest(
                honest.schemaVersion(), honest.profileVersion(), honest.algorithm(), honest.signer(), files));
    }

    private ZarrVariable wind(String variable, String name) {
        int points = rows * Archive.COLUMNS;
        float[] values = new float[LEADS.size() * points];
        for (int t = 0; t < LEADS.size(); t++) {
            float[] field = forecast.apply(variable, LEADS.get(t));
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < Archive.COLUMNS; j++) {
                    int from = i * Archive.COLUMNS + Math.floorMod(j - shift, Archive.COLUMNS);
                    values[t * points + i * Archive.COLUMNS + j] = field[from];
                }
            }
        }
        return ZarrVariable.floats(
                        name, List.of("time", "lat", "lon"), List.of(LEADS.size(), rows, Archive.COLUMNS), values)
                .withChunks(inOneChunk.contains(variable) ? LEADS.size() : 1, rows, Archive.COLUMNS)
                .withCodec(new Zstd(1))
                .withAttribute("units", units);
    }
}
