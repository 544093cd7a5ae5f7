package fairweather.forecast.store;

import static fairweather.forecast.Failures.codeOf;
import static fairweather.forecast.store.SampleForecast.START;
import static fairweather.forecast.store.SampleForecast.expected;
import static fairweather.forecast.store.SampleForecast.grid;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.Samples;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.zarr.DirectoryReader;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.forecast.zarr.ZarrVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ForecastReaderTest {
    /** No level; a bare null would not tell one level from a list. */
    private static final Integer SURFACE = null;

    private final SampleForecast sample = new SampleForecast();

    private static float[] values(FieldResult result) {
        return switch (result) {
            case FieldResult.Present present -> present.values();
            case FieldResult.Absent absent -> throw new AssertionError(absent);
        };
    }

    private static Code code(FieldResult result) {
        return switch (result) {
            case FieldResult.Present present -> throw new AssertionError("the field is there");
            case FieldResult.Absent absent -> absent.code();
        };
    }

    @Test
    void surfaceAndLevelFieldsAreReadAtTheirLead() {
        ForecastReader forecast = sample.open(sample.surface("2t"), sample.levels("t"));
        assertThat(values(forecast.read("2t", SURFACE, 6, grid()))).isEqualTo(expected(0, 0));
        assertThat(values(forecast.read("2t", SURFACE, 12, grid()))).isEqualTo(expected(1, 0));
        assertThat(values(forecast.read("t", 500, 12, grid()))).isEqualTo(expected(1, 1));
    }

    @Test
    void severalLevelsComeInTheOrderAskedForAndTheirSharedChunkIsFetchedOnce() {
        List<ObjectKey> fetched = new ArrayList<>();
        MemoryReader memory = new MemoryReader(sample.objects(sample.levels("t")));
        ObjectReader counting = (key, maxBytes) -> {
            fetched.add(key);
            return memory.get(key, maxBytes);
        };
        ForecastReader forecast = ForecastReader.open(counting, START, Caps.DEFAULT);
        List<FieldResult> fields = forecast.read("t", List.of(850, 300, 1000), 12, grid());
        assertThat(values(fields.get(0))).isEqualTo(expected(1, 2));
        assertThat(code(fields.get(1))).isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(values(fields.get(2))).isEqualTo(expected(1, 0));
        assertThat(fetched).filteredOn(key -> key.value().startsWith("t/")).containsExactly(ObjectKey.of("t/1.0.0.0"));
        assertThat(fetched).filteredOn(key -> key.value().startsWith("lat/")).hasSize(1);
    }

    @Test
    void theMemoryThatReadingTakesIsKnownFromTheMetadata() {
        ForecastReader forecast = sample.open(sample.surface("2t"), sample.levels("t"));
        long row = 4L * SampleForecast.COLUMNS;
        long chunk = 3 * SampleForecast.ROWS * row;
        long received = 2 * Caps.DEFAULT.encodedChunkOf((int) chunk);
        assertThat(forecast.memory("t", 3, grid())).isEqualTo(received + chunk + row);
        assertThat(forecast.together("t", 1_000)).isEqualTo(3);
        long small = 4L * 5 * 7;
        long waiting = 6 * row;
        assertThat(forecast.memory("2t", 1, grid()))
                .isEqualTo(2 * Caps.DEFAULT.encodedChunkOf((int) small) + small + waiting);
        assertThat(forecast.memory("q", 1, grid())).isZero();
        assertThat(forecast.together("q", 1)).isZero();
    }

    @Test
    void aVariableWhoseChunksHoldSeveralTimesIsBestReadForAllLeadsTogether() {
        ForecastReader forecast =
                sample.open(sample.surface("2t"), sample.levels("t").withChunks(2, 1, 13, 24));
        assertThat(forecast.sharesTimes("2t")).isFalse();
        assertThat(forecast.sharesTimes("t")).isTrue();
        assertThat(forecast.sharesTimes("q")).isFalse();
    }

    @Test
    void aCoordinateThatCannotBeDecodedIsFetchedOnce() {
        SortedMap<ObjectKey, byte[]> objects = sample.objects(sample.surface("2t"), sample.levels("t"));
        for (String coordinate : List.of("lat", "time")) {
            List<ObjectKey> fetched = new ArrayList<>();
            ObjectReader counting = (key, maxBytes) -> {
                fetched.add(key);
                return key.value().startsWith(coordinate + "/") ? new byte[3] : objects.get(key);
            };
            ForecastReader forecast = ForecastReader.open(counting, START, Caps.DEFAULT);
            for (int lead : List.of(6, 12)) {
                assertThat(code(forecast.read("2t", SURFACE, lead, grid()))).isEqualTo(Code.CONTENT_LAYOUT);
                assertThat(forecast.read("t", SampleForecast.LEVELS, lead, grid()))
                        .allMatch(field -> code(field) == Code.CONTENT_LAYOUT);
            }
            assertThat(fetched)
                    .filteredOn(key -> key.value().startsWith(coordinate + "/"))
                    .hasSize(1);
        }
    }

    @Test
    void aCoordinateThatDidNotArriveIsAskedForAgain() {
        SortedMap<ObjectKey, byte[]> objects = sample.objects(sample.surface("2t"));
        List<ObjectKey> fetched = new ArrayList<>();
        ObjectReader late = (key, maxBytes) -> {
            fetched.add(key);
            if (key.value().startsWith("lat/") && fetched.size() <= 2) {
                throw new FailureException(Code.TIMEOUT_READ, "late");
            }
            return objects.get(key);
        };
        ForecastReader forecast = ForecastReader.open(late, START, Caps.DEFAULT);
        assertThat(codeOf(() -> forecast.read("2t", SURFACE, 6, grid()))).isEqualTo(Code.TIMEOUT_READ);
        assertThat(values(forecast.read("2t", SURFACE, 6, grid()))).isEqualTo(expected(0, 0));
    }

    @Test
    void ascendingLatitudesAndWesternLongitudesAreReorderedBitForBit() {
        sample.latitudes = SampleForecast.axis(-90, 15, 13);
        sample.longitudes = SampleForecast.axis(-180, 15, 24);
        ForecastReader forecast = sample.open(sample.surface("2t"), sample.levels("t"));
        assertThat(values(forecast.read("2t", SURFACE, 6, grid()))).isEqualTo(expected(0, 0));
        assertThat(values(forecast.read("t", 850, 6, grid()))).isEqualTo(expected(0, 2));
    }

    @Test
    @Tag("P-43")
    void axesInAnotherOrderAreReordered() {
        float[] swapped = new float[2 * 24 * 13];
        for (int lead = 0; lead < 2; lead++) {
            for (int j = 0; j < 24; j++) {
                for (int i = 0; i < 13; i++) {
                    swapped[(j * 13 + i) * 2 + lead] = SampleForecast.value(lead, 0, i, j);
                }
            }
        }
        ForecastReader forecast =
                sample.open(ZarrVariable.floats("msl", List.of("lon", "lat", "time"), List.of(24, 13, 2), swapped));
        assertThat(values(forecast.read("msl", SURFACE, 12, grid()))).isEqualTo(expected(1, 0));
    }

    @Test
    void theMissingPoleRowIsACopyOfItsNeighbour() {
        float[] southless = expected(0, 0);
        System.arraycopy(southless, 11 * 24, southless, 12 * 24, 24);
        sample.latitudes = SampleForecast.axis(90, -15, 12);
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                .isEqualTo(southless);
        sample.latitudes = SampleForecast.axis(-75, 15, 12);
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                .isEqualTo(southless);

        float[] northless = expected(0, 0);
        System.arraycopy(northless, 24, northless, 0, 24);
        sample.latitudes = SampleForecast.axis(75, -15, 12);
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                .isEqualTo(northless);
    }

    @Test
    void anotherGridIsAbsent() {
        double[] tilted = SampleForecast.axis(90, -15, 13);
        tilted[5] += 0.001;
        double[] inner = {90, 75, 60, 45, 30, 15, -15, -30, -45, -60, -75, -90};
        for (double[] latitudes :
                List.of(tilted, inner, SampleForecast.axis(75, -15, 11), SampleForecast.axis(90, -7.5, 25))) {
            sample.latitudes = latitudes;
            assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        sample.latitudes = SampleForecast.axis(90, -15, 13);
        for (double[] longitudes : List.of(
                SampleForecast.axis(7.5, 15, 24),
                SampleForecast.axis(345, -15, 24),
                SampleForecast.axis(0, 15, 25),
                SampleForecast.axis(0, 15, 23))) {
            sample.longitudes = longitudes;
            assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        sample.longitudes = SampleForecast.axis(0.00005, 15, 24);
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                .isEqualTo(expected(0, 0));
    }

    @Test
    void everyAcceptedNameOfAVariableIsFound() {
        Map<String, List<String>> surface = Map.of(
                "2t", List.of("t2m", "2m_temperature", "tmp2m"),
                "10u", List.of("u10", "10m_u_component_of_wind", "ugrd10m"),
                "10v", List.of("v10", "10m_v_component_of_wind", "vgrd10m"),
                "msl", List.of("mean_sea_level_pressure", "prmslmsl"));
        surface.forEach((variable, names) -> names.forEach(
                name -> assertThat(values(sample.open(sample.surface(name)).read(variable, SURFACE, 6, grid())))
                        .as(name)
                        .isEqualTo(expected(0, 0))));
        Map<String, List<String>> levels = Map.of(
                "t", List.of("temperature", "tmpprs"),
                "u", List.of("u_component_of_wind", "ugrdprs"),
                "v", List.of("v_component_of_wind", "vgrdprs"),
                "q", List.of("specific_humidity", "spfhprs"),
                "z", List.of("geopotential"));
        levels.forEach((variable, names) -> names.forEach(
                name -> assertThat(values(sample.open(sample.levels(name)).read(variable, 500, 6, grid())))
                        .as(name)
                        .isEqualTo(expected(0, 1))));
    }

    @Test
    void heightsOfTheRawGfsBecomeGeopotentials() {
        float[] geopotential = expected(0, 1);
        for (int i = 0; i < geopotential.length; i++) {
            geopotential[i] = (float) (geopotential[i] * 9.80665);
        }
        for (String unit : List.of("gpm", "m")) {
            ForecastReader forecast = sample.open(sample.levels("hgtprs").withAttribute("units", unit));
            assertThat(values(forecast.read("z", 500, 6, grid()))).isEqualTo(geopotential);
        }
        ForecastReader wrong = sample.open(sample.levels("hgtprs").withAttribute("units", "m2 s-2"));
        assertThat(code(wrong.read("z", 500, 6, grid()))).isEqualTo(Code.CONTENT_VALUES);
    }

    @Test
    void unitsAreComparedAndNeverGuessed() {
        Map<String, List<String>> accepted =
                Map.of("2t", List.of("K"), "10u", List.of("m s-1", "m s**-1", "m/s"), "msl", List.of("Pa"));
        accepted.forEach((variable, units) -> units.forEach(unit -> {
            ForecastReader forecast = sample.open(sample.surface(variable).withAttribute("units", unit));
            assertThat(values(forecast.read(variable, SURFACE, 6, grid()))).isEqualTo(expected(0, 0));
        }));
        for (Object unit : List.of("degC", "C", "", "k", 1)) {
            ForecastReader forecast = sample.open(sample.surface("2t").withAttribute("units", unit));
            assertThat(code(forecast.read("2t", SURFACE, 6, grid())))
                    .as("%s", unit)
                    .isEqualTo(Code.CONTENT_VALUES);
        }
    }

    @Test
    void aParameterNumberMustBeTheVariables() {
        ForecastReader right = sample.open(sample.surface("2t").withAttribute("GRIB_paramId", 167));
        assertThat(values(right.read("2t", SURFACE, 6, grid()))).isEqualTo(expected(0, 0));
        for (String attribute : List.of("GRIB_paramId", "paramId")) {
            ForecastReader wrong = sample.open(sample.surface("2t").withAttribute(attribute, 130));
            assertThat(code(wrong.read("2t", SURFACE, 6, grid()))).isEqualTo(Code.CONTENT_VALUES);
        }
    }

    @Test
    void timesAreDecodedExactlyInEveryUnit() {
        Map<String, double[]> axes = Map.of(
                "hours since 2018-10-06 18:00:00", new double[] {6, 12},
                "hours since 1900-01-01", new double[] {1041072, 1041078},
                "hours since 2018-10-6 18:0:0", new double[] {6, 12},
                "days since 2018-10-06T18:00:00Z", new double[] {0.25, 0.5},
                "minutes since 2018-10-06 18:00", new double[] {360, 720},
                "seconds since 1970-01-01 00:00:00.0 UTC", new double[] {1538870400, 1538892000});
        axes.forEach((units, times) -> {
            sample.timeUnits = units;
            sample.times = times;
            ForecastReader forecast = sample.open(sample.surface("2t"));
            assertThat(values(forecast.read("2t", SURFACE, 12, grid())))
                    .as(units)
                    .isEqualTo(expected(1, 0));
            assertThat(code(forecast.read("2t", SURFACE, 18, grid()))).isEqualTo(Code.CONTENT_LAYOUT);
        });
    }

    @Test
    void integerTimesWithoutUnitsAreNanosecondsOfTheEpoch() {
        sample.extra.add(ZarrVariable.coordinate("time", 1538870400_000000000L, 1538892000_000000000L));
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 12, grid())))
                .isEqualTo(expected(1, 0));
    }

    @Test
    void timesThatCannotBeReadOrOccurTwiceAreAbsent() {
        for (String units : List.of(
                "fortnights since 2018-10-06", "hours", "hours since yesterday", "hours since 2018-13-45", "")) {
            sample.timeUnits = units;
            assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        sample.timeUnits = "hours since 2018-10-06 18:00:00";
        for (double[] times : List.of(
                new double[] {6, 6}, new double[] {6.001, 12}, new double[] {Double.NaN, 12}, new double[] {1e300, 12
                })) {
            sample.times = times;
            assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                    .isEqualTo(Code.CONTENT_LAYOUT);
        }
        sample.extra.add(ZarrVariable.coordinate("time", 6, 12)
                .withAttribute("units", "hours since 2018-10-06 18:00:00")
                .withAttribute("calendar", "360_day"));
        assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 6, grid())))
                .isEqualTo(Code.CONTENT_LAYOUT);
    }

    @Test
    void leadTimesStandInForTimesAndMustNotContradictThem() {
        ZarrVariable leads = ZarrVariable.floats("lead_time", List.of("time"), List.of(2), 6, 12);
        sample.extra.add(leads);
        assertThat(values(sample.open(sample.surface("2t")).read("2t", SURFACE, 12, grid())))
                .isEqualTo(expected(1, 0));
        sample.times = new double[] {12, 18};
        assertThat(code(sample.open(sample.surface("2t")).read("2t", SURFACE, 12, grid())))
                .isEqualTo(Code.CONTENT_LAYOUT);

        SampleForecast axis = new SampleForecast();
        axis.extra.add(ZarrVariable.coordinate("lead_time", 6L, 12L));
        float[] both = new float[2 * 13 * 24];
        System.arraycopy(expected(0, 0), 0, both, 0, 13 * 24);
        System.arraycopy(expected(1, 0), 0, both, 13 * 24, 13 * 24);
        ForecastReader forecast =
                axis.open(ZarrVariable.floats("2t", List.of("lead_time", "lat", "lon"), List.of(2, 13, 24), both));
        assertThat(values(forecast.read("2t", SURFACE, 12, grid()))).isEqualTo(expected(1, 0));
    }

    @Test
    void levelsAreMatchedByValueInTheirUnit() {
        sample.extra.add(ZarrVariable.coordinate("pressure_level", 100_000, 50_000, 85_000)
                .withAttribute("units", "Pa"));
        assertThat(values(sample.open(sample.levels("t")).read("t", 850, 6, grid())))
                .isEqualTo(expected(0, 2));
        sample.extra.clear();
        sample.extra.add(ZarrVariable.coordinate("pressure_level", 1, 2, 3).withAttribute("units", "sigma"));
        assertThat(code(sample.open(sample.levels("t")).read("t", 850, 6, grid())))
                .isEqualTo(Code.CONTENT_VALUES);
        sample.extra.clear();
        sample.extra.add(ZarrVariable.coordinate("pressure_level", 850, 850, 500));
        assertThat(code(sample.open(sample.levels("t")).read("t", 850, 6, grid())))
                .isEqualTo(Code.CONTENT_LAYOUT);
    }

    @Test
    void whatIsMissingIsAbsentAndKnownWithoutReadingAChunk() {
        SortedMap<ObjectKey, byte[]> objects = sample.objects(sample.surface("2t"), sample.levels("t"));
        objects.keySet().removeIf(key -> key.value().matches("(2t|t)/\\d.*"));
        ForecastReader forecast = ForecastReader.open(new MemoryReader(objects), START, Caps.DEFAULT);
        assertThat(forecast.absence("2t", SURFACE, 6, grid())).isEmpty();
        assertThat(forecast.absence("t", 850, 12, grid())).isEmpty();
        assertThat(forecast.absence("t", 300, 12, grid()).orElseThrow().code()).isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(forecast.absence("t", SURFACE, 12, grid()).orElseThrow().code())
                .isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(forecast.absence("2t", SURFACE, 240, grid()).orElseThrow().code())
                .isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(forecast.absence("msl", SURFACE, 6, grid()).orElseThrow().reason())
                .contains("no variable msl");
    }

    @Test
    void troubleOfIntegrityAndTransportIsThrownAndFaultsOfContentAreNot() {
        SortedMap<ObjectKey, byte[]> objects = sample.objects(sample.surface("2t"), sample.levels("t"));
        Manifest manifest = Manifest.of(objects, "x");
        ForecastReader forecast =
                ForecastReader.open(new VerifyingReader(manifest, new MemoryReader(objects)), START, Caps.DEFAULT);
        byte[] sound = objects.put(ObjectKey.of("t/0.0.0.0"), new byte[] {1});
        assertThat(codeOf(() -> forecast.read("t", 500, 6, grid()))).isEqualTo(Code.INTEGRITY_CHUNK_HASH);
        objects.remove(ObjectKey.of("t/0.0.0.0"));
        assertThat(codeOf(() -> forecast.read("t", 500, 6, grid()))).isEqualTo(Code.INTEGRITY_CHUNK_MISSING);
        objects.put(ObjectKey.of("t/0.0.0.0"), sound);
        assertThat(values(forecast.read("t", 500, 6, grid()))).isEqualTo(expected(0, 1));

        objects.put(ObjectKey.of("t/0.0.0.0"), new byte[] {1});
        ForecastReader honest = ForecastReader.open(
                new VerifyingReader(Manifest.of(objects, "x"), new MemoryReader(objects)), START, Caps.DEFAULT);
        assertThat(code(honest.read("t", 500, 6, grid()))).isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(values(honest.read("2t", SURFACE, 6, grid()))).isEqualTo(expected(0, 0));

        ObjectReader silent = (key, maxBytes) -> {
            if (key.value().startsWith("2t/")) {
                throw new FailureException(Code.TIMEOUT_READ, "the connection went silent");
            }
            return objects.get(key);
        };
        ForecastReader interrupted = ForecastReader.open(silent, START, Caps.DEFAULT);
        assertThat(codeOf(() -> interrupted.read("2t", SURFACE, 6, grid()))).isEqualTo(Code.TIMEOUT_READ);
    }

    @Test
    void aChunkThatCannotBeDecodedCostsItsLevelOnly() {
        ZarrVariable single = sample.levels("t").withChunks(1, 1, 13, 24);
        SortedMap<ObjectKey, byte[]> objects = sample.objects(single);
        objects.put(ObjectKey.of("t/0.1.0.0"), new byte[] {1});
        ForecastReader forecast = ForecastReader.open(new MemoryReader(objects), START, Caps.DEFAULT);
        List<FieldResult> fields = forecast.read("t", SampleForecast.LEVELS, 6, grid());
        assertThat(values(fields.get(0))).isEqualTo(expected(0, 0));
        assertThat(code(fields.get(1))).isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(values(fields.get(2))).isEqualTo(expected(0, 2));
    }

    @Test
    void aGapStaysAGap() {
        float[] values = expected(0, 0);
        values[30] = Float.NaN;
        values[31] = Float.POSITIVE_INFINITY;
        float[] both = Arrays.copyOf(values, 2 * values.length);
        ForecastReader forecast =
                sample.open(ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(2, 13, 24), both));
        assertThat(values(forecast.read("2t", SURFACE, 6, grid()))).isEqualTo(values);
    }

    @Test
    void metadataThatCannotBeReadFailTheWholeStore() {
        assertThat(codeOf(() -> ForecastReader.open((key, maxBytes) -> new byte[] {'{'}, START, Caps.DEFAULT)))
                .isEqualTo(Code.CONTENT_LAYOUT);
    }

    @Test
    void theSharedEcmwfStoreIsReadWithItsLevelsAndScaledIntegers() {
        DirectoryReader reader = new DirectoryReader(Samples.shared("ecmwf-tz-1deg-3formats/test_zarr"));
        ZarrMetadata metadata = ZarrMetadata.read(reader, Caps.DEFAULT);
        ZarrArray time = new ZarrArray(metadata.array("time"), reader, Caps.DEFAULT);
        long hours = time.readLongs(time.everything())[0];
        ZarrArray levels = new ZarrArray(metadata.array("level"), reader, Caps.DEFAULT);
        long[] pressures = levels.readLongs(levels.everything());
        Instant start = Instant.parse("1900-01-01T00:00:00Z").plus(Duration.ofHours(hours - 24));
        TargetGrid grid = new TargetGrid(SampleForecast.axis(90, -1, 181), SampleForecast.axis(0, 1, 360));
        ForecastReader forecast = ForecastReader.of(metadata, reader, start, Caps.DEFAULT);
        ZarrArray array = new ZarrArray(metadata.array("t"), reader, Caps.DEFAULT);
        double scale = array.metadata().attributes().get("scale_factor").doubleValue();
        double offset = array.metadata().attributes().get("add_offset").doubleValue();
        for (int level = 0; level < 2; level++) {
            long[] stored = array.readLongs(new int[][] {{0}, {level}, ZarrArray.all(181), ZarrArray.all(360)});
            float[] field = values(forecast.read("t", (int) pressures[level], 24, grid));
            for (int i = 0; i < field.length; i++) {
                assertThat(field[i]).isEqualTo((float) (stored[i] * scale + offset));
            }
            assertThat(field[0]).isBetween(180f, 310f);
        }
        assertThat(code(forecast.read("t", (int) pressures[0], 30, grid))).isEqualTo(Code.CONTENT_LAYOUT);
    }
}
