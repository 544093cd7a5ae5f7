package fairweather.scorecard.array;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.scorecard.data.Conversion;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ucar.ma2.Array;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.Dimension;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/** NetCDF-3 and NetCDF-4 files, read part by part. The file stays open until the process ends. */
public final class NetcdfDataset {
    /** How netcdf-java tells the chunks of a NetCDF-4 variable. */
    private static final String CHUNK_SIZES = "_ChunkSizes";

    private NetcdfDataset() {}

    /** @throws FailureException if the file cannot be read */
    public static Dataset open(String name, Path path, Names names) {
        try {
            NetcdfFile file = NetcdfFile.open(path.toString());
            Map<String, NamedArray> arrays = new LinkedHashMap<>();
            for (Variable variable : file.getRootGroup().getVariables()) {
                if (variable.getDataType().isNumeric()) {
                    arrays.put(variable.getShortName(), new NetcdfArray(variable));
                }
            }
            return FieldReader.read(new ArrayFile(name, arrays), names);
        } catch (FailureException known) {
            throw known;
        } catch (IOException | RuntimeException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "this NetCDF file is damaged", trouble);
        }
    }

    private record NetcdfArray(Variable variable) implements NamedArray {
        @Override
        public String name() {
            return variable.getShortName();
        }

        @Override
        public List<String> dimensions() {
            List<String> names = new ArrayList<>();
            for (Dimension dimension : variable.getDimensions()) {
                names.add(dimension.getShortName() == null ? "" : dimension.getShortName());
            }
            return names;
        }

        @Override
        public List<Integer> shape() {
            return Arrays.stream(variable.getShape()).boxed().toList();
        }

        @Override
        public Optional<String> text(String attribute) {
            return attribute(attribute).filter(Attribute::isString).map(Attribute::getStringValue);
        }

        @Override
        public Optional<Double> number(String attribute) {
            return attribute(attribute)
                    .filter(found -> !found.isString())
                    .map(Attribute::getNumericValue)
                    .map(Number::doubleValue);
        }

        private Optional<Attribute> attribute(String attribute) {
            return Optional.ofNullable(variable.findAttribute(attribute));
        }

        @Override
        public double[] numbers() {
            int[] shape = variable.getShape();
            Array stored = read(new int[shape.length], shape);
            double[] values = new double[(int) stored.getSize()];
            Packed packed = Packed.of(this, single(), unsigned());
            for (int i = 0; i < values.length; i++) {
                values[i] = packed.value(stored.getDouble(i));
            }
            return values;
        }

        @Override
        public List<Integer> chunks() {
            Optional<Array> sizes = attribute(CHUNK_SIZES).map(Attribute::getValues);
            List<Integer> chunks = new ArrayList<>();
            for (int d = 0; d < variable.getRank(); d++) {
                chunks.add(sizes.isPresent() ? sizes.get().getInt(d) : 1);
            }
            return chunks;
        }

        @Override
        public float[] part(int[] first, int[] lengths, Conversion conversion) {
            Array stored = read(first, lengths);
            float[] values = new float[(int) stored.getSize()];
            Packed packed = Packed.of(this, single(), unsigned());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) conversion.apply(packed.value(stored.getDouble(i)));
            }
            return values;
        }

        private boolean single() {
            return variable.getDataType() == DataType.FLOAT;
        }

        /** How far stored numbers that are meant without a sign are off where they are negative; else 0. */
        private double unsigned() {
            boolean meant = variable.isUnsigned() && !variable.getDataType().isFloatingPoint();
            return meant ? Math.pow(2, 8 * variable.getDataType().getSize()) : 0;
        }

        private Array read(int[] origin, int[] shape) {
            try {
                return variable.read(origin, shape);
            } catch (IOException | InvalidRangeException | RuntimeException trouble) {
                throw new FailureException(
                        Code.VALIDATOR_INTERNAL,
                        "the array " + name() + " cannot be read: the file is damaged",
                        trouble);
            }
        }
    }
}
