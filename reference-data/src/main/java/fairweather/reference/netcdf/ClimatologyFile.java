package fairweather.reference.netcdf;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.unit.Units;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/**
 * A NetCDF-3 file of monthly mean surface fields: variables {@code [month][latitude][longitude]} with the coordinate
 * variables month (1 to 12), latitude (90 to -90) and longitude (0 to below 360). A field is that of the calendar month
 * of the valid time in UTC. Values are taken as they are stored: a variable that packs its values or marks missing ones
 * is refused. Holds the file in memory; not safe for use by several threads.
 */
public final class ClimatologyFile {
    private static final List<String> NOT_PLAIN = List.of("_FillValue", "missing_value", "scale_factor", "add_offset");

    private final String name;
    private final NetcdfFile file;

    private ClimatologyFile(String name, NetcdfFile file) {
        this.name = name;
        this.file = file;
    }

    /** @throws FailureException if the bytes are no NetCDF file */
    public static ClimatologyFile read(String name, byte[] bytes) {
        try {
            return new ClimatologyFile(name, NetcdfFile.openInMemory(name, bytes));
        } catch (IOException | RuntimeException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, name + ": not a readable NetCDF file", trouble);
        }
    }

    /** @throws FailureException if the file lacks the variable or the month, or its layout or unit is another one */
    public Field field(String variable, Instant validTime) {
        CanonicalVariable canonical =
                CanonicalVariable.of(variable).orElseThrow(() -> failure(variable + " is none of the known variables"));
        int month = validTime.atOffset(ZoneOffset.UTC).getMonthValue();
        Variable data = variable(canonical.netcdfName());
        if (!data.getDimensionsString().equals("month latitude longitude")) {
            throw failure(canonical.netcdfName() + " has the dimensions " + data.getDimensionsString());
        }
        Attribute unit = data.findAttribute("units");
        boolean wind = canonical.unit().equals("m s-1");
        if (unit == null
                || !(wind
                        ? Units.METRES_PER_SECOND.contains(unit.getStringValue())
                        : canonical.unit().equals(unit.getStringValue()))) {
            throw failure(canonical.netcdfName() + " is not in " + canonical.unit());
        }
        for (String attribute : NOT_PLAIN) {
            if (data.findAttribute(attribute) != null) {
                throw failure(canonical.netcdfName() + " has the attribute " + attribute + ", which is not read");
            }
        }
        Grid grid = new Grid(axis("latitude"), axis("longitude"));
        int index = indexOfMonth(month);
        try {
            Array slice = data.read(new int[] {index, 0, 0}, new int[] {1, grid.rows(), grid.columns()});
            float[] values = (float[]) slice.get1DJavaArray(float.class);
            return new Field(variable, null, validTime, grid, values);
        } catch (IOException | InvalidRangeException | RuntimeException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, name + ": cannot read " + variable, trouble);
        }
    }

    private int indexOfMonth(int month) {
        double[] months = axis("month");
        for (int i = 0; i < months.length; i++) {
            if (months[i] == month) {
                return i;
            }
        }
        throw failure("holds no month " + month + ", only " + Arrays.toString(months));
    }

    private double[] axis(String axis) {
        try {
            return (double[]) variable(axis).read().get1DJavaArray(double.class);
        } catch (IOException | RuntimeException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, name + ": cannot read the axis " + axis, trouble);
        }
    }

    private Variable variable(String wanted) {
        Variable variable = file.findVariable(wanted);
        if (variable == null) {
            throw failure("has no variable " + wanted);
        }
        return variable;
    }

    private FailureException failure(String what) {
        return new FailureException(Code.VALIDATOR_INTERNAL, name + ": " + what);
    }
}
