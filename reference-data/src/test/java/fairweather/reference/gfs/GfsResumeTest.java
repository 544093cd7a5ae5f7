package fairweather.reference.gfs;

import static fairweather.reference.gfs.WindFile.EASTWARD;
import static fairweather.reference.gfs.WindFile.NORTHWARD;
import static fairweather.reference.gfs.WindFile.SETTINGS;
import static fairweather.reference.gfs.WindFile.WINDS;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.Ask;
import fairweather.archive.Fault;
import fairweather.archive.gfs.GfsFile;
import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was given stays given, and what is added to it comes from the same state of the file. */
class GfsResumeTest {
    private static final Instant CYCLE = Instant.parse("2011-10-08T00:00:00Z");

    /** Messages far from each other: a range each. */
    private static final List<FieldKey> HEIGHTS = DailySeries.fields(CYCLE, 72).stream()
            .filter(key -> key.variable().equals("z"))
            .toList();

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

    @Test
    void after_a_reading_that_broke_off_no_byte_of_a_field_that_was_given_is_fetched_again() {
        GfsFile file = wholeFile();
        GfsSource source = mirrors.source(GfsSettings.of("2p50"), "nomads");
        Map<FieldKey, Provenance> given = new HashMap<>();
        List<FieldKey> missing = new ArrayList<>();
        source.readAll(HEIGHTS, (key, answer) -> {
            mirrors.server.fail(file.key(), Fault.DENIED);
            if (answer instanceof Readiness.Ready ready) {
                given.put(key, ready.provenance());
            } else {
                missing.add(key);
            }
        });
        assertThat(given).isNotEmpty();
        assertThat(missing).isNotEmpty();
        mirrors.server.heal();
        mirrors.server.forget();

        Map<FieldKey, Readiness> added = Mirrors.answers(source, missing);

        assertThat(added.values()).allMatch(Readiness.Ready.class::isInstance);
        assertThat(mirrors.server.asked())
                .extracting(Ask::range)
                .doesNotContainAnyElementsOf(given.values().stream()
                        .map(from -> "bytes=" + from.bytes())
                        .toList())
                .containsAll(added.values().stream()
                        .map(answer -> "bytes=" + provenance(answer).bytes())
                        .toList());
    }

    @Test
    void a_reading_that_broke_off_goes_on_with_the_same_mirror_though_another_comes_first_in_the_order() {
        mirrors.server.fail("aws/**", Fault.UNAVAILABLE, 4);
        GfsSource source = mirrors.source(SETTINGS, "aws", "gcs");
        assertThat(provenance(source.read(EASTWARD)).file()).startsWith("gcs/");
        mirrors.server.heal();
        mirrors.server.forget();

        Provenance added = provenance(source.read(NORTHWARD));

        assertThat(added.file()).startsWith("gcs/");
        assertThat(mirrors.server.count("aws/**")).isZero();
        assertThat(mirrors.dataBytes()).isEqualTo(length(added));
    }

    @Test
    void another_mirror_goes_on_once_its_bytes_of_the_given_fields_are_found_to_be_the_same() throws IOException {
        damageLastMessage("aws");
        GfsSource source = mirrors.source(SETTINGS, "aws", "gcs");

        Map<FieldKey, Readiness> answers = Mirrors.answers(source, WINDS);

        assertThat(provenance(answers.get(EASTWARD)).file()).startsWith("aws/");
        assertThat(provenance(answers.get(NORTHWARD)).file()).startsWith("gcs/");
        assertThat(mirrors.server.asked().stream()
                        .filter(ask -> ask.key().startsWith("gcs/") && ask.range() != null)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void another_mirror_with_another_state_of_the_file_does_not_go_on() throws IOException {
        damageLastMessage("aws");
        mirrors.server.put("gcs/" + key(), rerun());
        mirrors.server.put("gcs/" + key() + ".idx", indexOf(rerun()));

        Map<FieldKey, Readiness> answers = Mirrors.answers(mirrors.source(SETTINGS, "aws", "gcs"), WINDS);

        assertThat(answers.get(EASTWARD)).isInstanceOf(Readiness.Ready.class);
        assertThat(((Readiness.NotYet) answers.get(NORTHWARD)).why())
                .contains("gcs: this is not the state of the file that the gfs_analysis of 10u at 2018-10-06T1800Z "
                        + "came from");
    }

    @Test
    void a_file_replaced_before_a_field_of_it_was_given_is_begun_again() throws IOException {
        byte[] rerun = rerun();
        mirrors.server.put(aws.indexKey(), indexOf(rerun));
        mirrors.server.replaceAfterAnswer(aws.key(), rerun);

        Map<FieldKey, Readiness> answers = Mirrors.answers(mirrors.source(SETTINGS, "aws"), WINDS);

        assertThat(answers.values()).allMatch(Readiness.Ready.class::isInstance);
        assertThat(answers.values().stream().map(answer -> provenance(answer).etag()))
                .containsOnly(etag());
    }

    @Test
    void a_file_that_is_replaced_again_and_again_is_left_for_the_next_mirror() {
        ObjectStore restless = new Restless(mirrors.mirror("aws").store());
        List<GfsMirror> both = List.of(new GfsMirror("aws", restless, null), mirrors.mirror("gcs"));
        assertThat(provenance(mirrors.source(SETTINGS, both).read(EASTWARD)).file())
                .startsWith("gcs/");
        assertThat(mirrors.server.count(aws.key())).isEqualTo(2);
    }

    @Test
    void of_a_file_replaced_in_the_midst_of_its_reading_no_field_of_the_new_state_is_given() {
        GfsFile file = wholeFile();
        GfsSource source = mirrors.source(GfsSettings.of("2p50"), "nomads");
        Set<String> etags = new HashSet<>();
        List<FieldKey> missing = new ArrayList<>();
        source.readAll(HEIGHTS, (key, answer) -> {
            if (answer instanceof Readiness.Ready ready) {
                etags.add(ready.provenance().etag());
                mirrors.server.put(file.key(), changed(file.grib(), ready.provenance()));
            } else {
                missing.add(key);
                assertThat(((Readiness.NotYet) answer).why()).contains("not the state of the file");
            }
        });
        assertThat(etags).hasSize(1);
        assertThat(missing).isNotEmpty();

        file.restore();
        assertThat(Mirrors.answers(source, missing).values())
                .allMatch(answer -> etags.contains(provenance(answer).etag()));
    }

    @Test
    void a_state_that_the_store_does_not_compare_is_compared_here() throws IOException {
        mirrors.server.put(aws.indexKey(), indexOf(rerun()));
        mirrors.server.replaceAfterAnswer(aws.key(), rerun());
        ObjectStore lax = new LaxStore(mirrors.mirror("aws").store(), true);

        Readiness answer = mirrors.source(SETTINGS, List.of(new GfsMirror("aws", lax, null)))
                .read(EASTWARD);

        assertThat(provenance(answer).etag()).isEqualTo(etag());
        assertThat(mirrors.server.count(aws.indexKey())).isEqualTo(2);
    }

    @Test
    void where_states_have_no_names_the_bytes_of_given_fields_are_compared() throws IOException {
        ObjectStore nameless = new LaxStore(mirrors.mirror("aws").store(), false);
        GfsSource source = mirrors.source(SETTINGS, List.of(new GfsMirror("aws", nameless, null)));
        assertThat(provenance(source.read(EASTWARD)).etag()).isNull();
        mirrors.server.put(aws.key(), rerun());
        mirrors.server.put(aws.indexKey(), indexOf(rerun()));
        assertThat(((Readiness.NotYet) source.read(NORTHWARD)).why()).contains("not the state of the file");
        aws.restore();
        assertThat(source.read(NORTHWARD)).isInstanceOf(Readiness.Ready.class);
    }

    @Test
    void fields_that_an_earlier_process_was_given_are_known_when_the_cache_tells_of_them() throws IOException {
        Provenance before = provenance(mirrors.source(SETTINGS, "aws").read(EASTWARD));
        mirrors.server.put(aws.key(), rerun());
        mirrors.server.put(aws.indexKey(), indexOf(rerun()));

        GfsSource restarted = mirrors.source(SETTINGS, "aws");
        assertThat(restarted.current(EASTWARD, before)).isTrue();
        assertThat(((Readiness.NotYet) restarted.read(NORTHWARD)).why()).contains("not the state of the file");

        GfsSource told = mirrors.source(SETTINGS, "aws", "gcs");
        told.current(EASTWARD, before);
        assertThat(provenance(told.read(NORTHWARD)).file()).startsWith("gcs/");
    }

    @Test
    void when_every_field_is_asked_for_anew_whatever_state_is_there_will_do() throws IOException {
        GfsSource source = mirrors.source(SETTINGS, "aws");
        assertThat(Mirrors.answers(source, WINDS).values()).allMatch(Readiness.Ready.class::isInstance);
        mirrors.server.put(aws.key(), rerun());
        mirrors.server.put(aws.indexKey(), indexOf(rerun()));
        assertThat(Mirrors.answers(source, WINDS).values()).allMatch(Readiness.Ready.class::isInstance);
    }

    private GfsFile wholeFile() {
        return mirrors.layout("nomads").add(Data.collection("gfs-2p5deg-full/gfs.grb"));
    }

    /** The file with another value in the message that the field came from. */
    private static byte[] changed(byte[] file, Provenance field) {
        int end = Integer.parseInt(field.bytes().split("-")[1]);
        file[end - 4] ^= 1;
        return file;
    }

    /** An object that is in another state whenever its bytes are asked for. */
    private record Restless(ObjectStore store) implements ObjectStore {
        @Override
        public Optional<ObjectInfo> head(String key) {
            return store.head(key);
        }

        @Override
        public Optional<StoredObject> get(String key, long most) {
            return store.get(key, most);
        }

        @Override
        public Optional<StoredObject> range(String key, long from, long to, String etag) {
            throw new ObjectTrouble(ObjectTrouble.Kind.CHANGED, "another state");
        }

        @Override
        public String describe() {
            return store.describe();
        }
    }

    /** The same step with other values: every message but the last is another one. */
    private static byte[] rerun() throws IOException {
        List<byte[]> messages = WindFile.messages(WindFile.bytes());
        byte[] eastward = messages.getFirst();
        eastward[WindFile.section(eastward, 5) + 14] ^= 1;
        return WindFile.joined(eastward, messages.get(2), messages.get(1), messages.get(3));
    }

    private byte[] indexOf(byte[] file) {
        GfsFile laid = mirrors.layout("draft").add(file);
        return mirrors.mirror("draft")
                .store()
                .get(laid.indexKey().substring("draft/".length()), GfsIndex.MOST_BYTES)
                .orElseThrow()
                .bytes();
    }

    private void damageLastMessage(String mirror) throws IOException {
        byte[] bytes = WindFile.bytes();
        bytes[bytes.length - 1] = 0;
        mirrors.server.put(mirror + "/" + key(), bytes);
    }

    private String key() {
        return aws.key().substring("aws/".length());
    }

    private String etag() {
        return mirrors.mirror("aws").store().head(key()).orElseThrow().etag();
    }

    private static long length(Provenance provenance) {
        String[] ends = provenance.bytes().split("-");
        return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
    }

    private static Provenance provenance(Readiness answer) {
        assertThat(answer).isInstanceOf(Readiness.Ready.class);
        return ((Readiness.Ready) answer).provenance();
    }
}
