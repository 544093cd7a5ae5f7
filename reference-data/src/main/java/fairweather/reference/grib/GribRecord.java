package fairweather.reference.grib;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ucar.nc2.grib.grib2.Grib2DataReader2;
import ucar.nc2.grib.grib2.Grib2Drs;
import ucar.nc2.grib.grib2.Grib2Pds;
import ucar.nc2.grib.grib2.Grib2Record;
import ucar.nc2.grib.grib2.Grib2RecordScanner;
import ucar.nc2.grib.grib2.Grib2SectionDataRepresentation;
import ucar.unidata.io.InMemoryRandomAccessFile;

/**
 * One field of a GRIB2 message: its header facts, and its values unpacked when asked for. Whatever netcdf-java throws at
 * damaged bytes, its own assertions included, becomes a {@link FailureException}.
 */
public final class GribRecord {
    /** Product definition template 4.0: a point in time of a single forecast; what all our variables are. */
    private static final int INSTANTANEOUS = 0;

    /** Product definition template 4.1: a point in time of a member of an ensemble. */
    private static final int INSTANTANEOUS_MEMBER = 1;

    private static final int ECMWF = 98;
    private static final int METEOROLOGICAL = 0;
    private static final int PASCAL_PER_HECTOPASCAL = 100;
    /** Data representation templates that netcdf-java unpacks exactly: simple, complex, differenced, JPEG 2000. */
    private static final List<Integer> PACKINGS = List.of(0, 2, 3, 40);

    private static final int MOST_JPEG_BITS = 1024;

    private final String name;
    private final InMemoryRandomAccessFile bytes;
    private final Grib2Record record;
    private final Grib2Pds product;

    private GribRecord(String name, InMemoryRandomAccessFile bytes, Grib2Record record) throws IOException {
        this.name = name;
        this.bytes = bytes;
        this.record = record;
        this.product = record.getPDSsection().getPDS();
    }

    static List<GribRecord> ofMessage(String name, byte[] message) {
        try {
            InMemoryRandomAccessFile bytes = new InMemoryRandomAccessFile(name, message);
            Grib2RecordScanner scanner = new Grib2RecordScanner(bytes);
            List<GribRecord> records = new ArrayList<>();
            while (scanner.hasNext()) {
                Grib2Record record = scanner.next();
                if (record == null) {
                    throw GribFile.failure(name, "damaged: a message cannot be read");
                }
                records.add(new GribRecord(name, bytes, record));
            }
            return records;
        } catch (FailureException known) {
            throw known;
        } catch (IOException | RuntimeException | AssertionError trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, name + ": damaged: a message cannot be read (" + trouble + ")", trouble);
        }
    }

    /** Which of our variables this is, if any. */
    public Optional<CanonicalVariable> variable() {
        return record.getDiscipline() != METEOROLOGICAL
                ? Optional.empty()
                : CanonicalVariable.ofGrib2(
                        product.getParameterCategory(),
                        product.getParameterNumber(),
                        product.getLevelType1(),
                        product.getLevelValue1());
    }

    /** Pressure in hPa if the field lies on a pressure surface, else null. */
    public Integer level() {
        double pascal = product.getLevelValue1();
        boolean pressure = product.getLevelType1() == CanonicalVariable.Kind.PRESSURE.surfaceType();
        return pressure && pascal % PASCAL_PER_HECTOPASCAL == 0 ? (int) (pascal / PASCAL_PER_HECTOPASCAL) : null;
    }

    public Instant referenceTime() {
        return Instant.ofEpochMilli(record.getReferenceDate().getMillis());
    }

    /** Whole hours from the reference time to the valid time, if the field has one valid time at a whole hour. */
    public Optional<Integer> leadHours() {
        return product.getTemplateNumber() == INSTANTANEOUS ? hours() : Optional.empty();
    }

    /** The number of the member and its lead in whole hours, if the field is one of an ensemble. */
    public Optional<Member> member() {
        return product instanceof Grib2Pds.PdsEnsemble ensemble && product.getTemplateNumber() == INSTANTANEOUS_MEMBER
                ? hours().map(hours -> new Member(ensemble.getPerturbationNumber(), hours))
                : Optional.empty();
    }

    /** How ECMWF's archive labels the field, if it does. */
    public Optional<MarsLabel> label() {
        return record.getId().getCenter_id() == ECMWF && record.hasLocalUseSection()
                ? MarsLabel.ofGrib2(record.getLocalUseSection().getRawBytes())
                : Optional.empty();
    }

    /** One member of an ensemble forecast. */
    public record Member(int number, int leadHours) {}

    private Optional<Integer> hours() {
        Duration lead = stepUnit()
                .map(unit -> unit.multipliedBy(product.getForecastTime()))
                .orElse(null);
        return lead == null || lead.toSecondsPart() != 0 || lead.toMinutesPart() != 0
                ? Optional.empty()
                : Optional.of((int) lead.toHours());
    }

    /** GRIB2 code table 4.4, the units of fixed length. */
    private Optional<Duration> stepUnit() {
        return Optional.ofNullable(
                switch (product.getTimeUnit()) {
                    case 0 -> Duration.ofMinutes(1);
                    case 1 -> Duration.ofHours(1);
                    case 2 -> Duration.ofDays(1);
                    case 10 -> Duration.ofHours(3);
                    case 11 -> Duration.ofHours(6);
                    case 12 -> Duration.ofHours(12);
                    case 13 -> Duration.ofSeconds(1);
                    default -> null;
                });
    }

    boolean matches(String wanted, Integer wantedLevel, Instant wantedReference, int wantedLead) {
        return variable().filter(found -> found.key().equals(wanted)).isPresent()
                && Objects.equals(level(), wantedLevel)
                && referenceTime().equals(wantedReference)
                && leadHours().filter(lead -> lead == wantedLead).isPresent();
    }

    /**
     * The canonical field: our unit, 90 to -90, 0 to below 360, NaN where missing.
     *
     * @throws FailureException if the field is none of our variables or cannot be unpacked
     */
    public Field field() {
        CanonicalVariable variable =
                variable().orElseThrow(() -> GribFile.failure(name, "the field is none of the known variables"));
        int lead = leadHours().orElseThrow(() -> GribFile.failure(name, "the field has no single valid time"));
        Instant validTime = referenceTime().plus(Duration.ofHours(lead));
        return new Field(variable.key(), level(), validTime, grid().canonical(), canonicalValues(variable));
    }

    /** The values in canonical orientation and in our unit of the variable that this is. */
    public float[] canonicalValues(CanonicalVariable variable) {
        float[] values = values();
        double factor = variable.grib2Factor(product.getParameterNumber());
        if (factor != 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] * factor);
            }
        }
        return values;
    }

    /**
     * The values as the file has them, in its own unit, but in canonical orientation.
     *
     * @throws FailureException if the grid is not a regular latitude-longitude grid; with a text that begins {@code
     *     UNSUPPORTED_PACKING} for a packing we cannot unpack
     */
    public float[] values() {
        return grid().orient(valuesInFileOrder());
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
        return GribGrid.of(name, record.getGDSsection());
    }

    /** The number of the data representation template 5.n. */
    int packingTemplate() {
        return record.getDataRepresentationSection().getDataTemplate();
    }

    float[] valuesInFileOrder() {
        if (!PACKINGS.contains(packingTemplate())) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "UNSUPPORTED_PACKING: " + name + " uses data representation template 5." + packingTemplate());
        }
        Grib2SectionDataRepresentation packing = record.getDataRepresentationSection();
        try {
            Grib2Drs drs = whole(packing.getDrs(bytes));
            requireWithinGrid(packing, drs);
            // Scanning mode 0 keeps netcdf-java from turning rows round: it does so for some modes and wrongly for
            // others. The orientation is GribGrid's.
            int fileOrder = 0;
            Grib2DataReader2 reader = new Grib2DataReader2(
                    packingTemplate(),
                    record.getGDSsection().getNumberPoints(),
                    packing.getDataPoints(),
                    fileOrder,
                    record.getGDSsection().getGDS().getNxRaw(),
                    record.getDataSection().getStartingPosition(),
                    record.getDataSection().getMsgLength());
            return reader.getData(bytes, record.getBitmapSection(), drs);
        } catch (FailureException known) {
            throw known;
        } catch (IOException | RuntimeException | AssertionError trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, name + ": damaged: a field cannot be unpacked (" + trouble + ")", trouble);
        }
    }

    /** netcdf-java makes its arrays as large as the message says, and a message can say anything. */
    private void requireWithinGrid(Grib2SectionDataRepresentation packing, Grib2Drs drs) {
        int points = record.getGDSsection().getNumberPoints();
        int groups = drs instanceof Grib2Drs.Type2 complex ? complex.numberOfGroups : 0;
        if (packing.getDataPoints() < 0 || packing.getDataPoints() > points || groups < 0 || groups > points) {
            throw GribFile.failure(
                    name,
                    "damaged: a field has " + packing.getDataPoints() + " values in " + groups
                            + " groups, more than its grid of " + points + " points");
        }
    }

    /** netcdf-java reads no more bits a point of a JPEG stream than a value has; noise takes more, tiny fields too. */
    private static Grib2Drs whole(Grib2Drs packing) {
        if (packing instanceof Grib2Drs.Type40 jpeg && jpeg.numberOfBits != 0) {
            jpeg.numberOfBits = MOST_JPEG_BITS;
        }
        return packing;
    }
}
