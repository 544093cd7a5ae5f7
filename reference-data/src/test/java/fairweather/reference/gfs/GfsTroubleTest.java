package fairweather.reference.gfs;

import static fairweather.reference.gfs.WindFile.EASTWARD;
import static fairweather.reference.gfs.WindFile.NORTHWARD;
import static fairweather.reference.gfs.WindFile.SETTINGS;
import static fairweather.reference.gfs.WindFile.WINDS;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.Fault;
import fairweather.archive.gfs.GfsFile;
import fairweather.archive.gfs.IdxLine;
import fairweather.reference.Readiness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GfsTroubleTest {
    private final Mirrors mirrors = new Mirrors();
    private GfsFile aws;

    @BeforeEach
    void a_file_on_two_mirrors() throws IOException {
        aws = mirrors.layout("aws").add(WindFile.bytes());
        mirrors.layout("gcs").add(WindFile.bytes());
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.idx | NOT_FOUND      | aws: no gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000.idx
            *.idx | EMPTY          | aws: the index is empty
            *.idx | HTML           | aws: line 1 of the index is no line of an index: "<!DOCTYPE html>"
            *.idx | TRUNCATED      | f000.idx: the connection broke off
            *.idx | RATE_LIMITED   | f000.idx: fewer requests are wanted
            *.idx | UNAVAILABLE    | f000.idx: status 503
            *f000 | NOT_FOUND      | aws: no gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000
            *f000 | DENIED         | f000: status 403
            *f000 | RATE_LIMITED   | f000: fewer requests are wanted
            *f000 | RESET          | f000: the connection broke off
            *f000 | EMPTY          | f000 has 0 bytes, its index lists a message from byte 225033 on
            *f000 | HTML           | f000 has 76 bytes, its index lists a message from byte 225033 on
            *f000 | WHOLE_TO_RANGE | f000: the whole was answered to a range
            *f000 | TRUNCATED      | f000: the connection broke off
            """)
    void what_is_wrong_with_one_mirror_is_a_reason_and_the_next_one_is_asked(String key, Fault fault, String why) {
        mirrors.server.fail("aws/**/" + key, fault);

        Readiness alone = mirrors.source(SETTINGS, "aws").read(NORTHWARD);
        Readiness second = mirrors.source(SETTINGS, "aws", "gcs").read(NORTHWARD);

        assertThat(why(alone))
                .startsWith("step 0 of the GFS cycle 2018-10-06T1800Z cannot be had: aws: ")
                .contains(why);
        assertThat(provenance(second)).startsWith("gcs/gfs.20181006");
    }

    @Test
    void a_mirror_that_gives_nothing_but_drops_is_left_for_the_next_one() throws IOException {
        try (Mirrors impatient = new Mirrors(Duration.ofMillis(200))) {
            impatient.layout("aws").add(WindFile.bytes());
            impatient.layout("gcs").add(WindFile.bytes());
            impatient.server.fail("aws/**/*f000", Fault.DRIP);
            assertThat(provenance(impatient.source(SETTINGS, "aws", "gcs").read(NORTHWARD)))
                    .startsWith("gcs/");
            assertThat(why(impatient.source(SETTINGS, "aws").read(NORTHWARD))).contains("nothing came for 200 ms");
        }
    }

    @Test
    void given_a_mirror_that_has_everything_no_other_is_asked() {
        assertAllReady(mirrors.source(SETTINGS, "aws", "gcs"));
        assertThat(mirrors.server.count("gcs/**")).isZero();
    }

    @Test
    void a_mirror_that_recovers_between_two_attempts_gives_the_field() {
        mirrors.server.fail("aws/**", Fault.RATE_LIMITED, 1);
        mirrors.server.fail("aws/**/*f000", Fault.RESET, 1);
        assertThat(provenance(mirrors.source(SETTINGS, "aws").read(EASTWARD))).startsWith("aws/");
    }

    @Test
    void an_index_before_its_data_and_data_that_end_too_early_are_waited_for() throws IOException {
        aws.emptyData();
        assertNotYet("f000 has 0 bytes, its index lists a message from byte ");
        byte[] bytes = WindFile.bytes();
        mirrors.server.put(aws.key(), Arrays.copyOf(bytes, bytes.length - 1000));
        assertNotYet("says that it has ");
        aws.dropData();
        assertNotYet("aws: no gfs.20181006/18/gfs.t18z.pgrb2.1p00.f000");
    }

    @Test
    void a_last_message_without_its_end_or_of_another_edition_is_waited_for() throws IOException {
        byte[] bytes = WindFile.bytes();
        bytes[bytes.length - 1] = 0;
        mirrors.server.put(aws.key(), bytes);
        assertNotYet("does not end with 7777");
        byte[] older = WindFile.bytes();
        older[older.length - WindFile.messages(older).getLast().length + 7] = 1;
        mirrors.server.put(aws.key(), older);
        assertNotYet("is of GRIB edition 1 instead of 2");
    }

    @Test
    void a_page_instead_of_the_data_is_named_as_one() throws IOException {
        byte[] bytes = WindFile.bytes();
        int last = bytes.length - WindFile.messages(bytes).getLast().length;
        byte[] page = "<html><title>Data file is not present</title>".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(page, 0, bytes, last, page.length);
        mirrors.server.put(aws.key(), bytes);
        assertNotYet("does not begin with GRIB (it looks like a web page)");
    }

    @Test
    void an_index_that_does_not_list_a_wanted_field_yet_sends_on_to_the_next_mirror_before_a_byte_is_fetched() {
        aws.dropLines(line -> line.name().equals("VGRD"));
        mirrors.server.forget();

        assertNotYet("the index does not list VGRD at 10 m above ground", SETTINGS.withFewestLines(2));
        assertThat(mirrors.dataBytes()).isZero();
        assertAllReady(mirrors.source(SETTINGS, "aws", "gcs"));
    }

    @Test
    void an_index_of_another_cycle_or_out_of_order_is_refused() {
        aws.dateIndex(WindFile.CYCLE.plus(Duration.ofHours(6)));
        assertNotYet("line 1 of the index says d=2018100700 instead of d=2018100618");
        aws.reverseIndex();
        assertNotYet("line 1 of the index begins at byte ");
    }

    @Test
    void an_index_of_an_earlier_state_whose_messages_had_other_lengths_is_waited_for() throws IOException {
        byte[] earlier = WindFile.joined(
                WindFile.messages(WindFile.bytes()).get(1),
                WindFile.messages(WindFile.bytes()).get(0),
                WindFile.messages(WindFile.bytes()).get(3));
        GfsFile other = mirrors.layout("elsewhere").add(earlier);
        aws.useIndexOf(other);
        assertNotYet("message", SETTINGS.withFewestLines(3));
    }

    @Test
    void a_whole_message_that_is_not_what_the_index_says_is_broken_if_every_mirror_has_it_so() {
        aws.putIndex(aws.lines().stream().map(GfsTroubleTest::otherWind).toList());

        assertBroken("holds no 10v from 2018-10-06T1800Z with lead 0 h", mirrors.source(SETTINGS, "aws"));
        assertBroken("nomads: no gfs.", mirrors.source(SETTINGS, "aws", "nomads"));
        assertAllReady(mirrors.source(SETTINGS, "aws", "gcs"));
        mirrors.server.fail("gcs/**", Fault.DENIED);
        assertThat(mirrors.source(SETTINGS, "aws", "gcs").read(NORTHWARD)).isInstanceOf(Readiness.NotYet.class);
    }

    @Test
    void a_field_that_is_the_same_everywhere_is_no_field_of_ours() throws IOException {
        byte[] wind = WindFile.messages(WindFile.bytes()).getLast();
        mirrors.layout("aws").add(WindFile.constant(wind, 3));
        assertBroken("has one value everywhere", mirrors.source(SETTINGS.withFewestLines(1), "aws"));
    }

    @Test
    void an_unknown_packing_is_named_and_the_next_mirror_is_asked() throws IOException {
        byte[] wind = WindFile.messages(WindFile.bytes()).getLast();
        wind[WindFile.section(wind, 5) + 10] = 41;
        mirrors.layout("aws").add(wind);
        GfsSettings settings = SETTINGS.withFewestLines(1);
        assertBroken("UNSUPPORTED_PACKING", mirrors.source(settings, "aws"));
        assertThat(provenance(mirrors.source(settings, "aws", "gcs").read(NORTHWARD)))
                .startsWith("gcs/");
    }

    @Test
    void a_field_on_another_grid_is_refused_unless_any_grid_will_do() {
        GfsSettings quarter = new GfsSettings("1p00", GfsSettings.standard().grid(), 4);
        assertBroken("instead of Grid[721x1440", mirrors.source(quarter, "aws"));
        assertAllReady(mirrors.source(quarter.onAnyGrid(), "aws"));
    }

    private void assertNotYet(String why) {
        assertNotYet(why, SETTINGS);
    }

    private void assertNotYet(String why, GfsSettings settings) {
        Readiness answer = mirrors.source(settings, "aws").read(NORTHWARD);
        assertThat(why(answer)).contains(why);
    }

    private static void assertBroken(String why, GfsSource source) {
        Readiness answer = source.read(NORTHWARD);
        assertThat(answer).isInstanceOf(Readiness.Broken.class);
        assertThat(((Readiness.Broken) answer).why()).contains(why);
    }

    private static void assertAllReady(GfsSource source) {
        Collection<Readiness> answers = Mirrors.answers(source, WINDS).values();
        assertThat(answers).hasSize(2).allMatch(Readiness.Ready.class::isInstance);
    }

    private static String provenance(Readiness answer) {
        return ((Readiness.Ready) answer).provenance().file();
    }

    private static String why(Readiness answer) {
        assertThat(answer).isInstanceOf(Readiness.NotYet.class);
        return ((Readiness.NotYet) answer).why();
    }

    private static IdxLine otherWind(IdxLine line) {
        String other = line.name().equals("UGRD") ? "VGRD" : "UGRD";
        return new IdxLine(line.number(), line.offset(), line.reference(), other, line.level(), line.step());
    }
}
