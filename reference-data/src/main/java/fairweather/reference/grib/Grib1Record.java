package fairweather.reference.grib;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Grid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ucar.nc2.grib.grib1.Grib1DataReader;
import ucar.nc2.grib.grib1.Grib1SectionBinaryData;
import ucar.nc2.grib.grib1.Grib1SectionGridDefinition;
import ucar.nc2.grib.grib1.Grib1SectionProductDefinition;
import ucar.unidata.io.InMemoryRandomAccessFile;

/**
 * The one field of a GRIB1 message: its header facts, and its values unpacked when asked for. Bits are taken out of the
 * message by netcdf-java; the packed numbers become values here, in double and rounded once, because netcdf-java does it
 * in float.
 */
public final class Grib1Record {
    private static final int ECMWF = 98;
    private static final int LOCAL_DEFINITION_OCTET = 41;
    private static final int MEMBER_OCTET = 50;
    private static final int ALTERNATE_DIRECTION = 0x10;

    /** Spherical harmonics, second-order packing, and further flags, which matrices and IEEE numbers have. */
    private static final int NOT_SIMPLE = 0x80 | 0x40 | 0x10;

    private final String name;
    private final InMemoryRandomAccessFile bytes;
    private final ucar.nc2.grib.grib1.Grib1Record record;
    private final Grib1SectionProductDefinition product;

    private Grib1Record(String name, InMemoryRandomAccessFile bytes, ucar.nc2.grib.grib1.Grib1Record record) {
        this.name = name;
        this.bytes = bytes;
        this.record = record;
        this.product = record.getPDSsection();
    }

    /**
     * Reads the headers of one whole message.
     *
     * @param name for error texts
     * @throws FailureException if it is malformed
     */
    public static Grib1Record of(String name, byte[] message) {
        try {
            InMemoryRandomAccessFile bytes = new InMemoryRandomAccessFile(name, message);
            // Its own reading order is little-endian until told otherwise.
            bytes.order(InMemoryRandomAccessFile.BIG_ENDIAN);
            bytes.seek(0);
            return new Grib1Record(name, bytes, new ucar.nc2.grib.grib1.Grib1Record(bytes));
        } catch (IOException | RuntimeException | AssertionError trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, name + ": damaged: a message cannot be read (" + trouble + ")", trouble);
        }
    }

    /** Which of our variables this is, if any. */
    public Optional<CanonicalVariable> variable() {
        return parameter().map(Grib1Parameter::variable);
    }

    private Optional<Grib1Parameter> parameter() {
        return Grib1Parameter.of(
                product.getCenter(),
                product.getTableVersion(),
                product.getParameterNumber(),
                product.getLevelType(),
                levelValue());
    }

    /** Pressure in hPa if the field lies on a pressure surface, else null. */
    public Integer level() {
        boolean pressure = variable()
                .filter(v -> v.kind() == CanonicalVariable.Kind.PRESSURE)
                .isPresent();
        return pressure ? Integer.valueOf(levelValue()) : null;
    }

    /** Both octets: pressures and heights are no layers. */
    private int levelValue() {
        return product.getLevelValue1() << 8 | product.getLevelValue2();
    }

    public Instant referenceTime() {
        return Instant.ofEpochMilli(product.getReferenceDate().getMillis());
    }

    /** Whole hours from the reference time to the valid time; empty for means, sums and extremes over a period. */
    public Optional<Integer> leadHours() {
        int steps = switch (product.getTimeRangeIndicator()) {
            case 0 -> product.getTimeValue1();
            case 1 -> 0;
            case 10 -> product.getTimeValue1() << 8 | product.getTimeValue2();
            default -> -1;
        };
        Duration unit = switch (product.getTimeUnit()) {
            case 0 -> Duration.ofMinutes(1);
            case 1 -> Duration.ofHours(1);
            case 2 -> Duration.ofDays(1);
            case 10 -> Duration.ofHours(3);
            case 11 -> Duration.ofHours(6);
            case 12 -> Duration.ofHours(12);
            default -> null;
        };
        if (steps < 0 || unit == null) {
            return Optional.empty();
        }
        Duration lead = unit.multipliedBy(steps);
        return lead.toMinutesPart() == 0 ? Optional.of((int) lead.toHours()) : Optional.empty();
    }

    /** The number of the ensemble's member where ECMWF's local section tells one of several, else null. */
    public Integer member() {
        byte[] section = product.getRawBytes();
        if (product.getCenter() != ECMWF || section.length <= MEMBER_OCTET) {
            return null;
        }
        int number = section[MEMBER_OCTET - 1] & 0xff;
        int ofHowMany = section[MEMBER_OCTET] & 0xff;
        boolean labelled = MarsLabel.labelled(section[LOCAL_DEFINITION_OCTET - 1] & 0xff);
        return ofHowMany > 1 || labelled && number > 0 ? number : null;
    }

    /** How ECMWF's archive labels the field, if it does. */
    public Optional<MarsLabel> label() {
        return product.getCenter() == ECMWF ? MarsLabel.ofGrib1(product.getRawBytes()) : Optional.empty();
    }

    /**
     * The grid of {@link #values}.
     *
     * @throws FailureException if it is not a regular latitude-longitude grid
     */
    public Grid canonicalGrid() {
        return grid().canonical();
    }

    private GribGrid grid() {
        Grib1SectionGridDefinition definition = record.getGDSsection();
        if (!product.gdsExists() || definition.getRawBytes() == null) {
            throw GribFile.failure(name, "a grid that is only numbered is not supported");
        }
        if (definition.isThin()) {
            throw GribFile.failure(name, "the grid is not full: reduced grids are not supported");
        }
        byte[] section = definition.getRawBytes();
        return GribGrid.ofGrib1(name, section, definition.getGDS().getNpts());
    }

    /**
     * The values in canonical orientation and in our unit, NaN where missing.
     *
     * @throws FailureException if the field is none of our variables or cannot be unpacked
     */
    public float[] values() {
        double factor = parameter()
                .orElseThrow(() -> GribFile.failure(name, "the field is none of the known variables"))
                .factor();
        return grid().orient(unpack(factor));
    }

    private float[] unpack(double factor) {
        try {
            if ((record.getDataSection().getBytes(bytes)[3] & NOT_SIMPLE) != 0) {
                throw new FailureException(
                        Code.VALIDATOR_INTERNAL, "UNSUPPORTED_PACKING: " + name + " has other than simple packing");
            }
            if (product.bmsExists()) {
                float[] values = unpackWithGaps();
                for (int i = 0; i < values.length && factor != 1; i++) {
                    values[i] = (float) (values[i] * factor);
                }
                return values;
            }
            if ((record.getGDSsection().getGDS().getScanMode() & ALTERNATE_DIRECTION) != 0) {
                throw GribFile.failure(name, "rows in alternate directions are not supported");
            }
            return scaled(record.readRawData(bytes), factor);
        } catch (FailureException known) {
            throw known;
        } catch (IOException | RuntimeException | AssertionError trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, name + ": damaged: a field cannot be unpacked (" + trouble + ")", trouble);
        }
    }

    /** Value = (R + X 2^E) 10^-D, as the format defines it. */
    private float[] scaled(int[] packed, double factor) throws IOException {
        byte[] head = record.getDataSection().getBytes(bytes);
        int sign = head[4] < 0 ? -1 : 1;
        int binaryScale = sign * ((head[4] & 0x7f) << 8 | head[5] & 0xff);
        double reference = ibm(head, 6);
        double two = StrictMath.pow(2, binaryScale);
        double ten = StrictMath.pow(10, -product.getDecimalScale());
        float[] values = new float[packed.length];
        for (int i = 0; i < packed.length; i++) {
            values[i] = (float) ((reference + packed[i] * two) * ten * factor);
        }
        return values;
    }

    /** A floating number of IBM: sign, exponent of 16 with 64 added, 24 bits of fraction. */
    private static double ibm(byte[] section, int from) {
        int fraction = (section[from + 1] & 0xff) << 16 | (section[from + 2] & 0xff) << 8 | section[from + 3] & 0xff;
        int exponent = (section[from] & 0x7f) - 64;
        double value = fraction * StrictMath.pow(2, 4 * exponent - 24);
        return section[from] < 0 ? -value : value;
    }

    private float[] unpackWithGaps() throws IOException {
        Grib1SectionBinaryData data = record.getDataSection();
        var grid = record.getGDSsection().getGDS();
        int fileOrder = 0;
        Grib1DataReader reader = new Grib1DataReader(
                product.getDecimalScale(),
                fileOrder,
                grid.getNxRaw(),
                grid.getNyRaw(),
                grid.getNpts(),
                data.getStartingPosition());
        return reader.getData(bytes, record.getBitMapSection().getBitmap(bytes));
    }
}
