package fairweather.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.ResponseEvent.Redriven;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedriveTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(86_400);
    private static final Failure OURS = Failure.of(Code.OUT_OF_MEMORY, "full");
    private static final Failure THEIRS = Failure.of(Code.INTEGRITY_CHUNK_HASH, "changed");

    private static final ResponseEvent[] WAY = {
        new ResponseEvent.QueryAccepted("job", 3L),
        new ResponseEvent.PollDone(1, 3L),
        new ResponseEvent.Verified("ab", 9L),
        new ResponseEvent.Day1Started(),
        new ResponseEvent.Day1Scored(0.5)
    };

    private static ResponseState after(RunFacts facts, int steps, ResponseEvent... more) {
        List<ResponseEvent> events = new ArrayList<>(List.of(WAY).subList(0, steps));
        events.addAll(List.of(more));
        ResponseState state = ResponseState.SEEDED;
        for (ResponseEvent event : events) {
            state = ((Verdict.Applied) ResponseMachine.apply(state, event, facts, NOW)).state();
        }
        return state;
    }

    private static ResponseState failedIn(Stage stage, Failure failure) {
        RunFacts facts = ResponseMachineTest.facts(Map.of());
        return switch (stage) {
            case QUERY -> after(facts, 0, failed(StepKey.QUERY, failure));
            case POLL -> after(facts, 1, failed(StepKey.pollAttempt(7), failure));
            case VERIFY -> after(facts, 2, failed(StepKey.OPEN_STORE, failure));
            case DAY1 -> after(facts, 4, failed(StepKey.DAY1_SCORE, failure));
            case ERA5 -> after(facts, 5, failed(StepKey.ERA5_ATTEMPT, failure));
        };
    }

    private static ResponseEvent failed(StepKey step, Failure failure) {
        return new ResponseEvent.StepFailed(step, failure, 0, null, 1L);
    }

    private static Verdict redrive(ResponseState state, Stage stage) {
        return redrive(state, stage, ResponseMachineTest.facts(Map.of()));
    }

    private static Verdict redrive(ResponseState state, Stage stage, RunFacts facts) {
        return ResponseMachine.apply(state, new Redriven(stage), facts, LATER);
    }

    private static Effect.Enqueue job(Verdict.Applied verdict) {
        return verdict.effects().stream()
                .filter(Effect.Enqueue.class::isInstance)
                .map(Effect.Enqueue.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void a_redrive_leads_back_to_where_the_failed_stage_begins_with_its_job(Stage stage) {
        Verdict.Applied verdict = (Verdict.Applied) redrive(failedIn(stage, OURS), stage);

        ResponseStatus expected = switch (stage) {
            case QUERY -> ResponseStatus.CREATED;
            case POLL -> ResponseStatus.INFERENCE_RUNNING;
            case VERIFY, DAY1 -> ResponseStatus.FORECAST_READY;
            case ERA5 -> ResponseStatus.DAY1_SCORED;
        };
        JobType type = switch (stage) {
            case QUERY -> JobType.QUERY_MINER;
            case POLL, VERIFY -> JobType.POLL_MINER;
            case DAY1 -> JobType.DAY1;
            case ERA5 -> JobType.ERA5;
        };
        assertThat(verdict.path()).containsExactly(expected);
        assertThat(verdict.state().status()).isEqualTo(expected);
        assertThat(verdict.state().ended()).isNull();
        assertThat(verdict.effects()).hasAtLeastOneElementOfType(Effect.ReopenSteps.class);
        assertThat(job(verdict).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void only_the_stage_that_failed_is_done_again(Stage stage) {
        ResponseState failed = failedIn(stage, OURS);

        for (Stage other : Stage.values()) {
            if (other != stage) {
                assertThat(redrive(failed, other))
                        .isEqualTo(new Verdict.Ignored(
                                "the response failed in " + stage.word() + ", not in " + other.word()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void a_redriven_response_goes_its_whole_way(Stage stage) {
        RunFacts facts = ResponseMachineTest.facts(Map.of());
        ResponseState state = ((Verdict.Applied) redrive(failedIn(stage, THEIRS), stage)).state();
        List<ResponseEvent> rest = new ArrayList<>(List.of(WAY).subList(firstStep(stage), WAY.length));
        for (int lead : RunConfig.LEAD_COLUMNS) {
            rest.add(new ResponseEvent.LeadStarted(lead));
            rest.add(new ResponseEvent.LeadScored(lead, 0.5, 2));
        }
        for (ResponseEvent event : rest) {
            Verdict verdict = ResponseMachine.apply(state, event, facts, LATER);
            assertThat(verdict).as("%s in %s", event, state.status()).isInstanceOf(Verdict.Applied.class);
            state = ((Verdict.Applied) verdict).state();
        }

        assertThat(state.status()).isEqualTo(ResponseStatus.ERA5_SCORED);
        assertThat(state.combined(10)).isEqualTo(0.5);
        assertThat(state.verification())
                .isEqualTo(new Verification(
                        Verification.State.VERIFIED, null, state.verification().at(), "ab"));
    }

    private static int firstStep(Stage stage) {
        return switch (stage) {
            case QUERY -> 0;
            case POLL -> 1;
            case VERIFY -> 2;
            case DAY1 -> 3;
            case ERA5 -> 5;
        };
    }

    @Test
    void a_poll_begins_again_with_its_whole_budget_and_wall() {
        Verdict.Applied verdict = (Verdict.Applied) redrive(failedIn(Stage.POLL, OURS), Stage.POLL);

        assertThat(job(verdict).payload())
                .isEqualTo(new JsonObject().put("phase", "poll").put("attempt", 0));
        assertThat(verdict.state().timings().accepted()).isEqualTo(LATER);
    }

    @Test
    void the_leads_that_were_not_scored_are_open_again_and_the_scored_ones_count_again() {
        Map<Integer, String> gone = new HashMap<>(Map.of(240, "no such cycle"));
        RunFacts facts = ResponseMachineTest.facts(gone);
        ResponseState failed = after(
                facts,
                5,
                new ResponseEvent.LeadStarted(24),
                new ResponseEvent.LeadScored(24, 0.5, 2),
                new ResponseEvent.LeadFailed(48, Failure.of(Code.TIMEOUT_READ, "slow"), 0, null),
                new ResponseEvent.LeadFailed(72, THEIRS, 0, null));

        Verdict.Applied verdict = (Verdict.Applied) redrive(failed, Stage.ERA5, facts);

        TreeSet<Integer> open = new TreeSet<>(RunConfig.LEAD_COLUMNS.subList(1, 9));
        assertThat(verdict.path()).containsExactly(ResponseStatus.ERA5_SCORING);
        assertThat(verdict.state().scores().leads().keySet()).containsExactly(24, 240);
        assertThat(verdict.effects())
                .contains(
                        new Effect.ReopenSteps(Stage.ERA5, open), new Effect.RestoreScores(new TreeSet<>(List.of(24))));
        assertThat(job(verdict).due()).isEqualTo(Due.at(facts.config().due(facts.initTime(), 48)));
    }

    @Test
    void a_truth_that_was_given_up_while_the_response_was_failed_is_noted_by_the_redrive() {
        RunFacts before = ResponseMachineTest.facts(Map.of());
        ResponseState failed = after(before, 5, failed(StepKey.ERA5_ATTEMPT, OURS));

        Verdict.Applied verdict =
                (Verdict.Applied) redrive(failed, Stage.ERA5, ResponseMachineTest.facts(Map.of(48, "given up")));

        assertThat(verdict.state().scores().leads()).isEqualTo(Map.of(48, new Lead.Unavailable()));
        assertThat(verdict.effects()).contains(new Effect.EndLead(48, Failure.of(Code.TRUTH_UNAVAILABLE, "given up")));
    }

    @Test
    void a_response_with_scores_that_waits_for_nothing_more_is_scored_by_the_redrive() {
        RunFacts before = ResponseMachineTest.facts(Map.of());
        Map<Integer, String> gone = new HashMap<>();
        RunConfig.LEAD_COLUMNS.stream().filter(lead -> lead != 24).forEach(lead -> gone.put(lead, "given up"));
        ResponseState failed = after(
                before,
                5,
                new ResponseEvent.LeadStarted(24),
                new ResponseEvent.LeadScored(24, 0.5, 2),
                new ResponseEvent.JobLost("crashed"));

        Verdict.Applied verdict = (Verdict.Applied) redrive(failed, Stage.ERA5, ResponseMachineTest.facts(gone));

        assertThat(verdict.path()).containsExactly(ResponseStatus.ERA5_SCORED);
        assertThat(verdict.state().combined(10)).isEqualTo(0.05);
        assertThat(verdict.state().ended()).isNull();
    }

    @Test
    void a_response_whose_truths_are_all_gone_has_nothing_to_do_again() {
        Map<Integer, String> gone = new HashMap<>();
        RunConfig.LEAD_COLUMNS.forEach(lead -> gone.put(lead, "gone"));
        ResponseState failed = after(ResponseMachineTest.facts(gone), 5);

        assertThat(failed.status()).isEqualTo(ResponseStatus.FAILED);
        assertThat(redrive(failed, Stage.ERA5, ResponseMachineTest.facts(gone)))
                .isEqualTo(new Verdict.Ignored("nothing of era5 can be done again"));
    }

    @Test
    void neither_a_live_nor_a_cancelled_response_is_redriven() {
        RunFacts facts = ResponseMachineTest.facts(Map.of());
        ResponseState cancelled = after(facts, 1, new ResponseEvent.Cancelled(Code.DEREGISTERED, "left"));

        assertThat(redrive(after(facts, 1), Stage.POLL))
                .isEqualTo(new Verdict.Ignored("a redrive changes nothing in inference_running"));
        assertThat(redrive(cancelled, Stage.POLL)).isEqualTo(new Verdict.Ignored("the response is cancelled"));
    }
}
