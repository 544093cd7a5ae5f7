package fairweather.scorecard.array;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.scorecard.data.Conversion;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Zarr v2 stores. An array of a layout that is not supported costs its own fields only. */
public final class ZarrDataset {
    private ZarrDataset() {}

    /** @throws FailureException if the store's metadata or coordinates cannot be read */
    public static Dataset open(String name, ZarrMetadata metadata, ObjectReader reader, Caps caps, Names names) {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        Map<String, String> remarks = new HashMap<>();
        for (String arrayName : metadata.arrayNames()) {
            try {
                ArrayMetadata array = metadata.array(arrayName);
                if (array.dimensions().size() == array.rank()) {
                    arrays.put(arrayName, new StoredArray(new ZarrArray(array, reader, caps)));
                } else {
                    remarks.put(names.of(arrayName).key(), "the array " + arrayName + " does not name its dimensions");
                }
            } catch (FailureException unsupported) {
                remarks.put(names.of(arrayName).key(), unsupported.failure().message());
            }
        }
        Dataset found = FieldReader.read(new ArrayFile(name, arrays), names);
        remarks.putAll(found.remarks());
        return new Dataset(name, found.series(), remarks);
    }

    private record StoredArray(ZarrArray array) implements NamedArray {
        @Override
        public String name() {
            return array.metadata().name();
        }

        @Override
        public List<String> dimensions() {
            return array.metadata().dimensions();
        }

        @Override
        public List<Integer> shape() {
            return array.metadata().shape();
        }

        @Override
        public Optional<String> text(String attribute) {
            return array.metadata().text(attribute);
        }

        @Override
        public Optional<Double> number(String attribute) {
            JsonNode node = array.metadata().attributes().get(attribute);
            return node != null && node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
        }

        @Override
        public double[] numbers() {
            return array.readDoubles(array.everything());
        }

        @Override
        public List<Integer> chunks() {
            return array.metadata().chunks();
        }

        @Override
        public float[] part(int[] first, int[] lengths, Conversion conversion) {
            int[][] selection = new int[first.length][];
            for (int d = 0; d < first.length; d++) {
                int from = first[d];
                selection[d] = IntStream.range(from, from + lengths[d]).toArray();
            }
            if (conversion.none()) {
                return array.readFloats(selection);
            }
            double[] values = array.readDoubles(selection);
            float[] converted = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                converted[i] = (float) conversion.apply(values[i]);
            }
            return converted;
        }
    }
}
