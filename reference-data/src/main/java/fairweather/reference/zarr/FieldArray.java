package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ChunkValues;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.reference.Grid;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An array of which every field — all latitudes and longitudes at one place of its other dimensions — lies in one chunk. */
public final class FieldArray {
    private final ZarrArray array;
    private final Orientation orientation;
    private final int latitude;
    private final int longitude;

    /** @throws FailureException if it has other dimensions than these, or a field is spread over several chunks */
    FieldArray(ZarrArray array, Orientation orientation, Set<String> otherDimensions) {
        this.array = array;
        this.orientation = orientation;
        List<String> names = array.metadata().dimensions();
        Set<String> expected = new HashSet<>(otherDimensions);
        expected.addAll(List.of(ZarrContents.LATITUDE, ZarrContents.LONGITUDE));
        if (names.size() != expected.size() || !expected.equals(Set.copyOf(names))) {
            throw fault("has the dimensions " + names + " and not "
                    + expected.stream().sorted().toList());
        }
        this.latitude = names.indexOf(ZarrContents.LATITUDE);
        this.longitude = names.indexOf(ZarrContents.LONGITUDE);
        Grid grid = orientation.grid();
        if (length(latitude) != grid.rows() || length(longitude) != grid.columns()) {
            throw fault("is not as large as its coordinates");
        }
        if (chunk(latitude) < grid.rows() || chunk(longitude) < grid.columns()) {
            throw fault("is cut along its latitudes or longitudes, which is not supported");
        }
    }

    ZarrArray array() {
        return array;
    }

    public String name() {
        return metadata().name();
    }

    Grid grid() {
        return orientation.grid();
    }

    /**
     * Where the chunk of a field is stored.
     *
     * @param place index along every dimension but latitude and longitude
     */
    public String key(Map<String, Integer> place) {
        int[] chunk = new int[metadata().rank()];
        for (int d = 0; d < chunk.length; d++) {
            chunk[d] = index(place, d) / chunk(d);
        }
        return array.key(chunk).value();
    }

    /** Where a field stands in its decoded chunk: from its first value to its last. */
    Slice slice(Map<String, Integer> place) {
        int first = 0;
        for (int d = 0; d < metadata().rank(); d++) {
            first += index(place, d) % chunk(d) * stride(d);
        }
        int values = (length(latitude) - 1) * stride(latitude) + (length(longitude) - 1) * stride(longitude) + 1;
        int bytes = metadata().type().bytes();
        return new Slice(first * bytes, values * bytes);
    }

    /** The canonical values of a decoded slice. */
    float[] values(byte[] slice) {
        ChunkValues stored = new ChunkValues(metadata(), slice, 1);
        int row = stride(latitude);
        int column = stride(longitude);
        float[] values = new float[grid().points()];
        orientation.forEachRun((i, j, to, count) -> stored.copy(i * row + j * column, column, values, to, count));
        return values;
    }

    private ArrayMetadata metadata() {
        return array.metadata();
    }

    private int index(Map<String, Integer> place, int dimension) {
        return dimension == latitude || dimension == longitude
                ? 0
                : place.get(metadata().dimensions().get(dimension));
    }

    private int length(int dimension) {
        return metadata().shape().get(dimension);
    }

    private int chunk(int dimension) {
        return metadata().chunks().get(dimension);
    }

    /** From one index of a dimension to the next, in the values of a chunk. */
    private int stride(int dimension) {
        int stride = 1;
        for (int d = dimension + 1; d < metadata().rank(); d++) {
            stride *= chunk(d);
        }
        return stride;
    }

    private FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the array " + name() + " " + what);
    }
}
