package fairweather.reference.gfs;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.gfs.GfsFile;
import fairweather.hash.Sha256;
import fairweather.reference.Data;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.grib.GribFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GfsSourceTest {
    private static final String WHOLE = "gfs-2p5deg-full/gfs.grb";
    private static final Instant WHOLE_CYCLE = Instant.parse("2011-10-08T00:00:00Z");

    private final Mirrors mirrors = new Mirrors();

    @AfterEach
    void close() {
        mirrors.close();
    }

    @Test
    void given_a_whole_file_every_field_has_the_values_that_the_reader_of_whole_files_gives() throws IOException {
        mirrors.layout("aws").add(Data.collection(WHOLE));
        GribFile whole = GribFile.read(WHOLE, Files.readAllBytes(Data.collection(WHOLE)));
        List<FieldKey> keys = DailySeries.fields(WHOLE_CYCLE, 72).stream()
                .filter(key -> !key.variable().equals("q"))
                .toList();

        Map<FieldKey, Readiness> answers = Mirrors.answers(mirrors.source(GfsSettings.of("2p50"), "aws"), keys);

        assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        answers.forEach((key, answer) -> {
            Field expected = whole.field(key.variable(), key.level(), WHOLE_CYCLE, 72);
            Field given = ((Readiness.Ready) answer).field();
            assertThat(given.sha256()).as(key.describe()).isEqualTo(expected.sha256());
            assertThat(given.validTime()).isEqualTo(Instant.parse("2011-10-11T00:00:00Z"));
            assertThat(((Readiness.Ready) answer).sha256()).isEqualTo(expected.sha256());
        });
    }

    @Test
    void whatever_is_wanted_at_most_1_2_times_the_bytes_of_its_messages_are_fetched() {
        mirrors.layout("aws").add(Data.collection(WHOLE));
        GfsSource source = mirrors.source(GfsSettings.of("2p50"), "aws");
        for (List<FieldKey> keys : List.of(
                DailySeries.fields(WHOLE_CYCLE, 72).stream()
                        .filter(key -> !key.variable().equals("q"))
                        .toList(),
                Stream.of("10u", "2t", "msl")
                        .map(name -> FieldKey.forecast(name, null, WHOLE_CYCLE, 72))
                        .toList(),
                List.of(FieldKey.forecast("z", 500, WHOLE_CYCLE, 72), FieldKey.forecast("t", 850, WHOLE_CYCLE, 72)))) {
            mirrors.server.forget();
            long messages = Mirrors.answers(source, keys).values().stream()
                    .map(answer -> ((Readiness.Ready) answer).provenance().bytes())
                    .distinct()
                    .mapToLong(GfsSourceTest::length)
                    .sum();
            assertThat(mirrors.dataBytes() * 5).isBetween(messages * 5, messages * 6);
        }
    }

    @Test
    void a_field_of_a_quarter_of_a_degree_is_read_as_the_public_mirrors_have_it() throws IOException {
        String file = "grib2-packing/gfs.complex.grib2";
        Instant cycle = Instant.parse("2020-10-26T00:00:00Z");
        assertThat(mirrors.layout("aws").add(Data.collection(file)).key())
                .isEqualTo("aws/gfs.20201026/00/gfs.t00z.pgrb2.0p25.f024");

        Readiness answer = mirrors.source(GfsSettings.standard().withFewestLines(1), "aws")
                .read(FieldKey.forecast("z", 500, cycle, 24));

        Field expected =
                GribFile.read(file, Files.readAllBytes(Data.collection(file))).field("z", 500, cycle, 24);
        Field given = ((Readiness.Ready) answer).field();
        assertThat(given.grid()).isEqualTo(Grid.global(721, 1440));
        assertThat(given.values()).isEqualTo(expected.values());
    }

    @Test
    void a_mirror_that_packs_as_png_is_left_for_one_that_does_not() {
        GfsFile png = mirrors.layout("aws").add(Data.collection("grib2-packing/gfs.png.grib2"));
        mirrors.layout("gcs").add(Data.collection("grib2-packing/gfs.jpeg.grib2"));
        FieldKey height = FieldKey.forecast("z", 500, Instant.parse("2022-02-10T00:00:00Z"), 24);
        GfsSettings settings = GfsSettings.standard().withFewestLines(1);

        assertThat(png.key()).isEqualTo("aws/gfs.20220210/00/atmos/gfs.t00z.pgrb2.0p25.f024");
        assertThat(((Readiness.Broken) mirrors.source(settings, "aws").read(height)).why())
                .contains("aws: UNSUPPORTED_PACKING: ");
        assertThat(provenance(mirrors.source(settings, "aws", "gcs").read(height))
                        .file())
                .startsWith("gcs/");
    }

    @Test
    void winds_that_share_a_message_are_fetched_once() {
        mirrors.layout("aws").add(Data.collection(WHOLE));
        List<FieldKey> winds =
                List.of(FieldKey.forecast("u", 500, WHOLE_CYCLE, 72), FieldKey.forecast("v", 500, WHOLE_CYCLE, 72));

        Map<FieldKey, Readiness> answers = Mirrors.answers(mirrors.source(GfsSettings.of("2p50"), "aws"), winds);

        Provenance eastward = provenance(answers.get(winds.get(0)));
        Provenance northward = provenance(answers.get(winds.get(1)));
        assertThat(eastward.bytes()).isEqualTo(northward.bytes());
        assertThat(eastward.fileSha256()).isEqualTo(northward.fileSha256());
        assertThat(mirrors.dataBytes()).isEqualTo(length(eastward.bytes()));
    }

    @Test
    void provenance_names_the_mirror_the_object_its_state_the_bytes_and_their_sum() throws IOException {
        GfsFile file = mirrors.layout("aws").add(WindFile.bytes());
        byte[] bytes = WindFile.bytes();
        int last = bytes.length - WindFile.messages(bytes).getLast().length;

        Readiness answer = mirrors.source(WindFile.SETTINGS, "aws").read(WindFile.NORTHWARD);

        assertThat(provenance(answer))
                .isEqualTo(new Provenance(
                        "gfs",
                        "aws/gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000",
                        Sha256.hex(Arrays.copyOfRange(bytes, last, bytes.length)),
                        etag(),
                        last + "-" + (bytes.length - 1),
                        null,
                        WindFile.NORTHWARD,
                        null));
        assertThat(file.key()).isEqualTo("aws/gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000");
    }

    @Test
    void a_directory_in_the_layout_of_the_mirrors_is_a_mirror(@TempDir Path directory) throws IOException {
        GfsFile file = mirrors.layout("aws").add(WindFile.bytes());
        Path data = directory.resolve(file.key());
        Files.createDirectories(data.getParent());
        Files.write(data, file.grib());
        Files.writeString(directory.resolve(file.indexKey()), index(file));

        GfsMirror local = mirrors.mirror("local", directory.resolve("aws"));

        Readiness answer = mirrors.source(WindFile.SETTINGS, List.of(local)).read(WindFile.NORTHWARD);
        assertThat(provenance(answer).file()).startsWith("local/gfs.20181006/18/");
        assertThat(mirrors.server.asked()).isEmpty();
    }

    @Test
    void of_a_batch_over_several_leads_a_step_that_is_missing_holds_up_no_other() throws IOException {
        mirrors.layout("aws").add(WindFile.bytes());
        mirrors.layout("aws").add(Data.DEMO.resolve("gfs/f003/gfs.t00z.pgrb2.1p00.f000.2018100618f3"));
        List<FieldKey> keys = Stream.of(0, 24, 3)
                .map(lead -> FieldKey.forecast("10u", null, WindFile.CYCLE, lead))
                .toList();

        Map<FieldKey, Readiness> answers =
                Mirrors.answers(mirrors.source(WindFile.SETTINGS.withFewestLines(2), "aws"), keys);

        assertThat(answers.values().stream().map(Object::getClass))
                .containsExactly(Readiness.Ready.class, Readiness.NotYet.class, Readiness.Ready.class);
        assertThat(why(answers.get(keys.get(1))))
                .isEqualTo("step 24 of the GFS cycle 2018-10-06T1800Z cannot be had: "
                        + "aws: no gfs.20181006/18/gfs.t18z.pgrb2.1p00.f024.idx");
    }

    @Test
    void a_cycle_older_than_a_mirror_keeps_is_waited_for_and_the_reason_says_so() {
        GfsSource source = mirrors.source(
                WindFile.SETTINGS, List.of(mirrors.mirror("aws"), mirrors.keeping("nomads", Duration.ofDays(10))));
        Readiness answer = source.read(WindFile.EASTWARD);
        assertThat(answer).isInstanceOf(Readiness.NotYet.class);
        assertThat(why(answer))
                .contains("aws: no gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000.idx; nomads: no ")
                .endsWith(".idx (it keeps 10 days, the cycle is 13 days old)");
    }

    @Test
    void what_the_gfs_never_makes_is_gone_and_said_once() {
        GfsSource source = mirrors.source(WindFile.SETTINGS, "aws");
        List<FieldKey> keys = List.of(
                FieldKey.analysis("10u", null, WindFile.CYCLE.plus(Duration.ofHours(1))),
                FieldKey.forecast("10u", null, WindFile.CYCLE, 121),
                FieldKey.analysis("10u", 500, WindFile.CYCLE),
                FieldKey.analysis("t", null, WindFile.CYCLE),
                FieldKey.analysis("snow", null, WindFile.CYCLE),
                FieldKey.truth("10u", null, WindFile.CYCLE),
                FieldKey.truth("10u", null, WindFile.CYCLE));
        assertThat(Mirrors.answers(source, keys).values()).hasSize(6).allMatch(Readiness.Gone.class::isInstance);
        assertThat(mirrors.server.asked()).isEmpty();
    }

    private static String index(GfsFile file) {
        return file.lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    private String etag() {
        return mirrors.mirror("aws")
                .store()
                .head("gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000")
                .orElseThrow()
                .etag();
    }

    private static long length(String range) {
        String[] ends = range.split("-");
        return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
    }

    private static Provenance provenance(Readiness answer) {
        return ((Readiness.Ready) answer).provenance();
    }

    private static String why(Readiness answer) {
        return ((Readiness.NotYet) answer).why();
    }
}
