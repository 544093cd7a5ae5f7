package fairweather.reference.grib;

import fairweather.reference.Grid;
import java.util.Comparator;
import java.util.stream.IntStream;
import ucar.nc2.grib.grib2.Grib2SectionGridDefinition;

/**
 * The regular latitude-longitude grid of a GRIB message (template 3.0, or type 0 of GRIB1) and the way from the file's
 * order of points, given by the scanning mode (flag table 3.4, 8 in GRIB1), to the canonical one. Angles are taken as
 * the integers they are, in parts of a degree, so that a grid of 1/4 or 1 degree is exact.
 */
final class GribGrid {
    private static final int REGULAR_LATITUDE_LONGITUDE = 0;
    private static final int LONGITUDES_DESCEND = 0x80;
    private static final int COLUMNS_FIRST = 0x20;
    private static final int ALTERNATE_DIRECTION = 0x10;
    private static final int MAXIMUM_POINTS = 4_000_000;
    private static final double MICRODEGREES = 1e6;
    private static final double MILLIDEGREES = 1e3;

    private final String name;
    private final int columns;
    private final int rows;
    private final int scanningMode;
    private final double[] latitudes;
    private final double[] longitudes;
    private final int[] latitudeOrder;
    private final int[] longitudeOrder;

    /** What a grid definition says, in either edition: the axes' ends in parts of a degree. */
    private record Definition(
            int columns, int rows, int scanningMode, int north, int west, int south, int east, double partsOfDegree) {}

    private GribGrid(String name, Definition definition) {
        this.name = name;
        columns = definition.columns();
        rows = definition.rows();
        scanningMode = definition.scanningMode();
        double parts = definition.partsOfDegree();
        latitudes = axis(definition.north(), definition.south(), rows, parts);
        double first = definition.west();
        double last = definition.east();
        boolean descending = (scanningMode & LONGITUDES_DESCEND) != 0;
        double turn = 360 * parts;
        double span = (descending ? first - last : last - first) % turn;
        double way = span < 0 ? span + turn : span;
        longitudes = axis(first, descending ? first - way : first + way, columns, parts);
        for (int i = 0; i < columns; i++) {
            double wrapped = longitudes[i] % 360;
            longitudes[i] = wrapped < 0 ? wrapped + 360 : wrapped;
        }
        latitudeOrder = order(rows, Comparator.comparingDouble(i -> -latitudes[i]));
        longitudeOrder = order(columns, Comparator.comparingDouble(i -> longitudes[i]));
    }

    static GribGrid of(String name, Grib2SectionGridDefinition definition) {
        if (definition.getGDSTemplateNumber() != REGULAR_LATITUDE_LONGITUDE) {
            throw GribFile.failure(
                    name, "grid template 3." + definition.getGDSTemplateNumber() + " is not supported, only 3.0");
        }
        byte[] section = definition.getRawBytes();
        if (section.length < 72) {
            throw GribFile.failure(name, "the grid definition is too short");
        }
        long points = (long) unsigned(section, 31, 4) * unsigned(section, 35, 4);
        int basicAngle = unsigned(section, 39, 4);
        if (basicAngle != 0 && basicAngle != -1) {
            throw GribFile.failure(name, "a grid in units other than millionths of a degree is not supported");
        }
        if (unsigned(section, 31, 4) < 1 || unsigned(section, 35, 4) < 1 || points > MAXIMUM_POINTS) {
            throw GribFile.failure(name, "the grid's size is not between 1 and " + MAXIMUM_POINTS + " points");
        }
        if (points != definition.getNumberPoints()) {
            throw GribFile.failure(name, "the grid is not full: reduced grids are not supported");
        }
        return new GribGrid(
                name,
                new Definition(
                        unsigned(section, 31, 4),
                        unsigned(section, 35, 4),
                        section[72 - 1] & 0xff,
                        signed(section, 47, 4),
                        signed(section, 51, 4),
                        signed(section, 56, 4),
                        signed(section, 60, 4),
                        MICRODEGREES));
    }

    /** @param section section 2 of a GRIB1 message; its angles are thousandths of a degree */
    static GribGrid ofGrib1(String name, byte[] section, int points) {
        if (section.length < 32 || unsigned(section, 6, 1) != REGULAR_LATITUDE_LONGITUDE) {
            throw GribFile.failure(
                    name,
                    "the grid is no regular latitude-longitude grid (type "
                            + (section.length < 6 ? "unknown" : unsigned(section, 6, 1))
                            + "), others are not supported");
        }
        int columns = unsigned(section, 7, 2);
        int rows = unsigned(section, 9, 2);
        if (columns < 1 || rows < 1 || (long) columns * rows > MAXIMUM_POINTS || columns * rows != points) {
            throw GribFile.failure(name, "the grid is not full: reduced grids are not supported");
        }
        return new GribGrid(
                name,
                new Definition(
                        columns,
                        rows,
                        unsigned(section, 28, 1),
                        signed(section, 11, 3),
                        signed(section, 14, 3),
                        signed(section, 18, 3),
                        signed(section, 21, 3),
                        MILLIDEGREES));
    }

    Grid canonical() {
        return new Grid(
                IntStream.of(latitudeOrder).mapToDouble(i -> latitudes[i]).toArray(),
                IntStream.of(longitudeOrder).mapToDouble(i -> longitudes[i]).toArray());
    }

    /** From the file's order to {@code [lat][lon]}, north to south, longitudes ascending from 0. */
    float[] orient(float[] fileOrder) {
        if (fileOrder.length != rows * columns) {
            throw GribFile.failure(name, "has " + fileOrder.length + " values for " + rows * columns + " points");
        }
        float[] canonical = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                canonical[row * columns + column] = fileOrder[position(latitudeOrder[row], longitudeOrder[column])];
            }
        }
        return canonical;
    }

    /** Where the j-th latitude and i-th longitude of the file's own axes stand in its data. */
    private int position(int j, int i) {
        boolean columnsFirst = (scanningMode & COLUMNS_FIRST) != 0;
        int slow = columnsFirst ? i : j;
        int fast = columnsFirst ? j : i;
        int length = columnsFirst ? rows : columns;
        boolean backwards = (scanningMode & ALTERNATE_DIRECTION) != 0 && slow % 2 == 1;
        return slow * length + (backwards ? length - 1 - fast : fast);
    }

    private static double[] axis(double first, double last, int count, double parts) {
        double[] axis = new double[count];
        for (int i = 0; i < count; i++) {
            axis[i] = (count == 1 ? first : first + i * (last - first) / (count - 1)) / parts;
        }
        return axis;
    }

    private static int[] order(int count, Comparator<Integer> comparator) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Octets count from 1, as in the specification of the format. */
    private static int unsigned(byte[] section, int octet, int length) {
        int value = 0;
        for (int i = octet - 1; i < octet - 1 + length; i++) {
            value = value << 8 | section[i] & 0xff;
        }
        return value;
    }

    /** Sign and magnitude: the first bit is the minus sign. */
    private static int signed(byte[] section, int octet, int length) {
        int value = unsigned(section, octet, length);
        int sign = 1 << 8 * length - 1;
        return (value & sign) == 0 ? value : -(value & ~sign);
    }
}
