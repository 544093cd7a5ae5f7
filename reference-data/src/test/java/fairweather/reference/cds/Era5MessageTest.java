package fairweather.reference.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages are taken for the truth: those of the deterministic analysis, by their own headers. */
class Era5MessageTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final FieldKey KEY = FieldKey.truth("z", 500, CdsRig.TIME);

    @TempDir
    private Path directory;

    private static byte[] first(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return GribMessages.of(channel).getFirst().read(channel);
        }
    }

    /** The first message of the collection with octets of its first section changed. */
    private static Era5Message message(int... octetsAndValues) throws IOException {
        byte[] bytes = first(CdsRig.messages());
        for (int i = 0; i < octetsAndValues.length; i += 2) {
            bytes[8 + octetsAndValues[i] - 1] = (byte) octetsAndValues[i + 1];
        }
        return Era5Message.of("test", bytes).getFirst();
    }

    @Test
    void the_deterministic_analysis_is_taken() throws IOException {
        Era5Message message = message(44, 4, 45, 1, 50, 0, 51, 0);

        assertThat(message.key()).isEqualTo(KEY);
        assertThat(message.release()).isEqualTo("ERA5");
        assertThat(message.values().get().validTime()).isEqualTo(CdsRig.TIME);
    }

    @Test
    void preliminary_data_say_so() throws IOException {
        assertThat(message(44, 4, 45, 1, 50, 0, 51, 0, 49, '5').release()).isEqualTo("ERA5T");
    }

    @ParameterizedTest
    @CsvSource({
        "50, 3", // a member
        "51, 10", // of an ensemble
        "44, 0", // another stream
        "43, 9", // a forecast
        "42, 1", // another data set
        "49, 50", // an experiment
        "19, 6", // six hours ahead
        "1, 0"
    })
    void nothing_else_is(int octet, int value) throws IOException {
        int[] change = octet == 1 ? new int[] {} : new int[] {44, 4, 45, 1, 50, 0, 51, 0, octet, value};

        assertThat(message(change).key()).isNull();
    }

    @Test
    void a_monthly_mean_is_not() throws IOException {
        Path file = Data.collection("era5-0p25-global/era5_2t_monthly_202210_0.25.grib");

        Era5Message message = Era5Message.of("test", first(file)).getFirst();

        assertThat(message.key()).isNull();
        assertThat(message.release()).isEqualTo("ERA5T");
    }

    /** Written by ecCodes: the same field as GRIB1 and as GRIB2. */
    @ParameterizedTest
    @CsvSource({"oper, 0001, ERA5", "oper, 0005, ERA5T", "enda, 0001,"})
    void edition_2_is_read_as_well(String stream, String version, String release) throws Exception {
        Path file = directory.resolve("edition2.grib");
        String script = """
                import eccodes, sys
                with open(sys.argv[1], "rb") as source:
                    message = eccodes.codes_grib_new_from_file(source)
                eccodes.codes_set(message, "number", 0)
                eccodes.codes_set(message, "totalNumber", 0)
                eccodes.codes_set(message, "localDefinitionNumber", 1)
                eccodes.codes_set(message, "stream", sys.argv[3])
                eccodes.codes_set(message, "expver", sys.argv[4])
                eccodes.codes_set(message, "edition", 2)
                with open(sys.argv[2], "wb") as target:
                    eccodes.codes_write(message, target)
                """;
        assumeTrue(Files.isExecutable(PYTHON), "skipped: /usr/bin/python3 is not here");
        Process python = new ProcessBuilder(
                        PYTHON.toString(), "-c", script, CdsRig.messages().toString(), file.toString(), stream, version)
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes());
        int exit = python.waitFor();
        assumeTrue(!output.contains("No module named"), "skipped: python3-eccodes is not here");
        assertThat(exit).as(output).isZero();

        Era5Message message = Era5Message.of("test", first(file)).getFirst();

        if (release == null) {
            assertThat(message.key()).isNull();
        } else {
            assertThat(message.key()).isEqualTo(KEY);
            assertThat(message.release()).isEqualTo(release);
            float theirs = message.values().get().value(10, 10);
            assertThat(theirs)
                    .isEqualTo(
                            message(44, 4, 45, 1, 50, 0, 51, 0).values().get().value(10, 10));
        }
    }
}
