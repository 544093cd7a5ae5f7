package fairweather.reference.cds;

import static fairweather.reference.cds.CdsRig.LEVELS;
import static fairweather.reference.cds.CdsRig.T850;
import static fairweather.reference.cds.CdsRig.Z500;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.archive.Fault;
import fairweather.archive.cds.CdsApi;
import fairweather.archive.cds.Result;
import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Request;
import fairweather.failure.Sanitiser;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the provider may do instead of delivering. */
class CdsTroubleTest {
    @TempDir
    private Path directory;

    private CdsRig rig;

    @BeforeEach
    void start() {
        rig = new CdsRig(directory);
        rig.api.queue(0);
    }

    /** Whatever happened, no text and no file has the key. */
    @AfterEach
    void stop() throws IOException {
        rig.close();
        assertThat(rig.texts.toString()).doesNotContain(CdsApi.KEY);
        if (Files.exists(rig.file)) {
            assertThat(Files.readString(rig.file)).doesNotContain(CdsApi.KEY);
        }
    }

    private NotYet submitThenAsk(CdsSource source) {
        rig.askForLevels(source);
        rig.now = rig.now.plusSeconds(1);
        return rig.askForLevels(source);
    }

    private void assertDelivers(CdsSource source, Duration after) {
        rig.now = rig.now.plus(after);
        assertThat(rig.askUntilAnswered(source, LEVELS))
                .hasSize(2)
                .allSatisfy((key, readiness) -> assertThat(readiness).isInstanceOf(Ready.class));
    }

    @ParameterizedTest
    @CsvSource({
        "ZIP, a ZIP came instead of GRIB",
        "NETCDF, NetCDF came instead of GRIB",
        "HTML, an HTML page came instead of GRIB",
        "OTHER_DATE, the result of the Climate Data Store holds no era5 of t at 850 hPa at 2017-01-01T0000Z",
    })
    void a_result_of_no_use_is_told_and_asked_for_anew_after_a_while(Result result, String told) {
        rig.api.result(result);
        CdsSource source = rig.source();
        rig.ask(source, LEVELS);
        rig.now = rig.now.plusSeconds(1);
        rig.ask(source, LEVELS);

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why()).endsWith(told);
        assertThat(waiting.askAgain()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rig.api.deletions()).isOne();
        rig.api.result(Result.GRIB);
        assertDelivers(source, Duration.ofMinutes(15));
        assertThat(rig.api.submissions()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "WRONG_CHECKSUM"})
    void a_result_that_does_not_arrive_whole_is_downloaded_again_before_it_is_asked_for_anew(Result result) {
        rig.api.result(result);
        CdsSource source = rig.source();

        assertThat(submitThenAsk(source).askAgain()).isEqualTo(Duration.ofMinutes(1));
        rig.now = rig.now.plus(Duration.ofMinutes(1));
        assertThat(rig.askForLevels(source).askAgain()).isEqualTo(Duration.ofMinutes(2));
        assertThat(rig.api.deletions()).isZero();
        rig.now = rig.now.plus(Duration.ofMinutes(2));
        assertThat(rig.askForLevels(source).askAgain()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rig.api.deletions()).isOne();

        rig.api.result(Result.CHECKSUMMED);
        assertDelivers(source, Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({"TRUNCATED, 60", "RESET, 120", "UNAVAILABLE, 120"})
    void a_download_that_breaks_off_goes_on_with_the_same_job(Fault fault, int seconds) {
        CdsSource source = rig.source();
        rig.server.fail("cds-cache/*", fault);

        NotYet waiting = submitThenAsk(source);

        assertThat(waiting.why()).contains("result cannot be downloaded");
        assertThat(waiting.askAgain()).isEqualTo(Duration.ofSeconds(seconds));
        rig.server.heal();
        assertDelivers(source, Duration.ofSeconds(seconds));
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void a_result_that_is_gone_is_asked_for_anew_in_the_end() {
        rig.server.fail("cds-cache/*", Fault.NOT_FOUND);
        CdsSource source = rig.source();

        assertThat(submitThenAsk(source).why()).endsWith("the result is no longer where it was announced");

        rig.now = rig.now.plus(Duration.ofMinutes(1));
        rig.askForLevels(source);
        rig.now = rig.now.plus(Duration.ofMinutes(2));
        assertThat(rig.askForLevels(source).askAgain()).isEqualTo(Duration.ofMinutes(15));
        rig.server.heal();
        assertDelivers(source, Duration.ofMinutes(15));
        assertThat(rig.api.submissions()).hasSize(2);
    }

    @Test
    void of_a_result_that_lacks_a_field_the_others_are_delivered() {
        rig.api.result(Result.LACKING);
        CdsSource source = rig.source();
        rig.askForLevels(source);
        rig.now = rig.now.plusSeconds(1);

        Map<FieldKey, Readiness> answers = rig.ask(source, LEVELS);

        assertThat(answers.values().stream().filter(Ready.class::isInstance)).hasSize(1);
        assertThat(answers.values().stream().filter(NotYet.class::isInstance)).hasSize(1);
    }

    @Test
    void of_two_messages_for_one_field_neither_is_taken() {
        rig.api.result(Result.TWICE);
        CdsSource source = rig.source();
        rig.askForLevels(source);
        rig.now = rig.now.plusSeconds(1);

        Map<FieldKey, Readiness> answers = rig.ask(source, LEVELS);

        assertThat(answers.get(Z500)).isInstanceOf(Broken.class);
        assertThat(answers.get(T850)).isInstanceOf(Ready.class);
    }

    @Test
    void a_refused_key_is_the_operators_to_mend() {
        rig.api.key("another");
        CdsSource source = rig.source();

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why()).contains("refuses the configured key").contains("CDSAPI_KEY");
        assertThat(Sanitiser.clean(waiting.why())).isEqualTo(waiting.why());
        assertThat(waiting.askAgain()).isNull();
        assertThat(source.problem().orElseThrow().kind()).isEqualTo(CdsProblem.Kind.KEY_REFUSED);
        assertThat(source.check().orElseThrow().kind()).isEqualTo(CdsProblem.Kind.KEY_REFUSED);
        rig.api.key(CdsApi.KEY);
        assertDelivers(source, Duration.ofMinutes(1));
        assertThat(source.problem()).isEmpty();
        assertThat(source.check()).isEmpty();
    }

    @Test
    void a_licence_that_was_not_accepted_is_told_with_its_page() {
        rig.api.licensed(false);
        CdsSource source = rig.source();

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why())
                .contains("the licence of reanalysis-era5-pressure-levels has not been accepted")
                .contains("cds.climate.copernicus.eu");
        assertThat(Sanitiser.clean(waiting.why())).isEqualTo(waiting.why());
        assertThat(waiting.askAgain()).isNull();
        assertThat(source.problem().orElseThrow().kind()).isEqualTo(CdsProblem.Kind.LICENCE_NOT_ACCEPTED);
        rig.api.licensed(true);
        assertDelivers(source, Duration.ofMinutes(1));
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void without_a_key_nothing_is_asked_or_remembered() {
        CdsSource source = rig.source(Optional.empty(), rig.requests());

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why()).contains("is not configured").contains("CDSAPI_KEY");
        assertThat(source.problem().orElseThrow().kind()).isEqualTo(CdsProblem.Kind.NO_KEY);
        assertThat(source.check()).isEqualTo(source.problem());
        assertThat(rig.server.count("**")).isZero();
        assertThat(rig.file).doesNotExist();
    }

    @Test
    void asked_to_wait_it_waits_as_long_as_it_is_told() {
        rig.api.limitOnce();
        CdsSource source = rig.source();

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.askAgain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(waiting.why()).contains("429");
        assertDelivers(source, Duration.ofSeconds(30));
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void a_full_queue_is_no_refusal() {
        rig.api.fullQueueOnce();
        CdsSource source = rig.source();

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.askAgain()).isEqualTo(Duration.ofMinutes(2));
        assertThat(waiting.why()).contains("temporarily limited");
        assertDelivers(source, Duration.ofMinutes(2));
    }

    @Test
    void a_service_under_maintenance_is_asked_later_whatever_it_says() {
        CdsSource source = rig.source();
        rig.server.fail("cds/api/**", Fault.UNAVAILABLE, 1);
        assertThat(rig.askForLevels(source).askAgain()).isEqualTo(Duration.ofMinutes(2));
        rig.now = rig.now.plus(Duration.ofMinutes(2));
        rig.askForLevels(source);
        rig.now = rig.now.plusSeconds(1);

        rig.server.fail("cds/api/**", Fault.HTML, 1);
        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.askAgain()).isEqualTo(Duration.ofMinutes(1));
        assertThat(waiting.why()).contains("is no JSON object");
        assertDelivers(source, Duration.ofMinutes(1));
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"failed", "rejected"})
    void a_job_that_came_to_nothing_is_submitted_again_less_and_less_often(String word) {
        rig.api.end(word, "Traceback\nMultiAdaptorNoDataError: no data is available within your requested subset");
        CdsSource source = rig.source();
        for (Duration wait : List.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1))) {
            NotYet waiting = submitThenAsk(source);
            assertThat(waiting.why()).contains(word).contains("no data is available within your requested subset");
            assertThat(waiting.askAgain()).isEqualTo(wait);
            rig.now = rig.now.plus(wait);
        }
        assertThat(rig.api.submissions()).hasSize(3);
        assertThat(rig.api.deletions()).isEqualTo(3);
    }

    @Test
    void an_unknown_word_is_taken_for_running_and_told() {
        rig.api.end("pondering", "");

        NotYet waiting = submitThenAsk(rig.source());

        assertThat(waiting.why()).contains("\"pondering\", an unknown word");
        assertThat(waiting.askAgain()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void a_job_that_expired_is_submitted_again() {
        CdsSource source = rig.source();
        rig.askForLevels(source);
        rig.api.expire();
        rig.now = rig.now.plusSeconds(1);

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why()).endsWith("its job is gone");
        assertDelivers(source, Duration.ofMinutes(15));
        assertThat(rig.api.submissions()).hasSize(2);
    }

    @Test
    void a_submission_without_an_answer_may_have_been_taken_and_is_repeated_late() {
        rig.server.fail("cds/api/**", Fault.RESET, 1);
        CdsSource source = rig.source();

        NotYet waiting = rig.askForLevels(source);

        assertThat(waiting.why()).contains("whether the request was taken is not known");
        assertThat(waiting.askAgain()).isEqualTo(Duration.ofMinutes(15));
        assertDelivers(source, Duration.ofMinutes(15));
    }

    @Test
    void the_key_is_not_shown_where_results_lie() {
        AtomicReference<Request> asked = new AtomicReference<>();
        rig.server.handle("cds-cache", request -> {
            asked.set(request);
            return Answer.text(404, "text/plain", "");
        });

        submitThenAsk(rig.source());

        assertThat(asked.get().headers().toString()).doesNotContain(CdsApi.KEY);
    }

    @Test
    void the_key_does_not_follow_a_redirect() {
        rig.server.handle("cds/elsewhere", request -> {
            throw new AssertionError("asked elsewhere");
        });
        rig.server.handle(
                "cds/api/retrieve",
                request -> Answer.text(302, "text/plain", "")
                        .with("Location", rig.server.url("cds/elsewhere").toString()));

        rig.askForLevels(rig.source());

        assertThat(rig.server.count("cds/elsewhere**")).isZero();
    }

    @Test
    void the_api_is_only_asked_with_encryption_unless_that_is_allowed() {
        CdsSettings strict = new CdsSettings(directory, null, false, "fairweather-test");
        Optional<CdsCredentials> plain = Optional.of(CdsCredentials.of(rig.api.url(), CdsApi.KEY));

        assertThatThrownBy(() -> new CdsSource(plain, rig.requests(), base -> rig.stores.open(base.toString()), strict))
                .hasMessageContaining("must begin with https");
    }
}
