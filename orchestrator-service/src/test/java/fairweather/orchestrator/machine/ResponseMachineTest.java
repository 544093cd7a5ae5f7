package fairweather.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.JobType;
import fairweather.response.ResponseStatus;
import fairweather.run.LevelRule;
import fairweather.run.RunConfig;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import fairweather.step.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseMachineTest {
    private static final Instant T0 = Instant.parse("2018-10-06T18:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<VariableLevels> WINDS =
            List.of(new VariableLevels("10u", List.of()), new VariableLevels("10v", List.of()));
    private static final RunConfig CONFIG = new RunConfig(
            ScoringMode.STRICT,
            "cos-1",
            LevelRule.POOLED,
            true,
            "demo",
            WINDS,
            WINDS,
            List.of(12),
            RunConfig.LEAD_COLUMNS,
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofDays(10),
            Duration.ofSeconds(2),
            20,
            Duration.ofMinutes(15),
            Duration.ofHours(2));

    static RunFacts facts(Map<Integer, String> gone) {
        return new RunFacts(1, 0, "hotkey", 1, CONFIG, T0, Set.of(), gone);
    }

    private static ResponseState after(ResponseEvent... events) {
        return after(facts(Map.of()), events);
    }

    private static ResponseState after(RunFacts facts, ResponseEvent... events) {
        ResponseState state = ResponseState.SEEDED;
        for (ResponseEvent event : events) {
            Verdict verdict = ResponseMachine.apply(state, event, facts, NOW);
            assertThat(verdict).as("%s in %s", event, state.status()).isInstanceOf(Verdict.Applied.class);
            state = ((Verdict.Applied) verdict).state();
        }
        return state;
    }

    private static final ResponseEvent[] TO_DAY1 = {
        new ResponseEvent.QueryAccepted("job", 3L),
        new ResponseEvent.PollDone(1, 3L),
        new ResponseEvent.Verified("ab", 9L),
        new ResponseEvent.Day1Started(),
        new ResponseEvent.Day1Scored(0.5)
    };

    private static ResponseEvent[] toDay1And(ResponseEvent... more) {
        List<ResponseEvent> all = new ArrayList<>(List.of(TO_DAY1));
        all.addAll(List.of(more));
        return all.toArray(ResponseEvent[]::new);
    }

    @Test
    void an_acceptance_starts_the_inference_and_plans_the_first_poll() {
        Verdict.Applied verdict = (Verdict.Applied) ResponseMachine.apply(
                ResponseState.SEEDED, new ResponseEvent.QueryAccepted("job", 3L), facts(Map.of()), NOW);

        assertThat(verdict.path()).containsExactly(ResponseStatus.FETCH_INITIATED, ResponseStatus.INFERENCE_RUNNING);
        assertThat(verdict.effects())
                .filteredOn(Effect.Enqueue.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Enqueue.class, job -> assertThat(job.type()).isEqualTo(JobType.POLL_MINER));
        assertThat(verdict.state().timings().accepted()).isEqualTo(NOW);
    }

    @Test
    void a_duplicate_of_an_event_changes_nothing() {
        ResponseState running = after(new ResponseEvent.QueryAccepted("job", 3L));

        assertThat(ResponseMachine.apply(running, new ResponseEvent.QueryAccepted("job", 3L), facts(Map.of()), NOW))
                .isEqualTo(new Verdict.Ignored("an acceptance changes nothing in inference_running"));
    }

    @Test
    void a_second_poll_after_the_verification_does_not_undo_it() {
        ResponseState verified = after(
                new ResponseEvent.QueryAccepted("job", 3L),
                new ResponseEvent.PollDone(1, 3L),
                new ResponseEvent.Verified("ab", 9L));

        assertThat(ResponseMachine.apply(verified, new ResponseEvent.PollDone(2, 3L), facts(Map.of()), NOW))
                .isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void a_lead_without_truth_counts_as_nothing_and_the_division_stays_by_ten() {
        List<ResponseEvent> leads = new ArrayList<>();
        for (int lead : RunConfig.LEAD_COLUMNS) {
            if (lead != 96) {
                leads.add(new ResponseEvent.LeadStarted(lead));
                leads.add(new ResponseEvent.LeadScored(lead, 0.5, 2));
            }
        }
        ResponseState scored =
                after(facts(Map.of(96, "no such cycle")), toDay1And(leads.toArray(ResponseEvent[]::new)));

        assertThat(scored.status()).isEqualTo(ResponseStatus.ERA5_SCORED);
        assertThat(scored.combined(10)).isCloseTo(0.45, within(1e-12));
        assertThat(scored.completeness(10)).isEqualTo(0.9);
    }

    @Test
    void a_changed_chunk_ends_the_response_and_voids_what_it_had() {
        ResponseState scoring =
                after(toDay1And(new ResponseEvent.LeadStarted(24), new ResponseEvent.LeadScored(24, 0.5, 2)));
        Failure changed = Failure.of(Code.INTEGRITY_CHUNK_HASH, "the chunk is not the frozen one");
        Verdict.Applied verdict = (Verdict.Applied) ResponseMachine.apply(
                scoring, new ResponseEvent.LeadFailed(48, changed, 0, null), facts(Map.of()), NOW);

        assertThat(verdict.state().status()).isEqualTo(ResponseStatus.FAILED);
        assertThat(verdict.state().ended()).isEqualTo(new Ended("era5", changed));
        assertThat(verdict.state().verification().state()).isEqualTo(Verification.State.FAILED);
        assertThat(verdict.state().overall(10)).isEqualTo(0.0);
        assertThat(verdict.effects()).contains(new Effect.CancelJobs("the response failed"), new Effect.VoidScores());
    }

    @Test
    void a_lead_that_failed_for_the_miner_is_zero_and_the_others_go_on() {
        Failure unreadable = Failure.of(Code.TIMEOUT_READ, "the chunk did not arrive");
        ResponseState scoring = after(
                toDay1And(new ResponseEvent.LeadStarted(24), new ResponseEvent.LeadFailed(24, unreadable, 0, null)));

        assertThat(scoring.status()).isEqualTo(ResponseStatus.ERA5_SCORING);
        assertThat(scoring.scores().leadScore(24)).isEqualTo(0.0);
        assertThat(scoring.completeness(10)).isEqualTo(0.0);
    }

    @Test
    void a_late_report_of_an_earlier_stage_is_ignored() {
        ResponseState scored = after(TO_DAY1);
        ResponseEvent late =
                new ResponseEvent.StepFailed(StepKey.QUERY, Failure.of(Code.UNREACHABLE, "refused"), 0, null, 3L);

        assertThat(ResponseMachine.apply(scored, late, facts(Map.of()), NOW)).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void a_deregistered_miner_is_cancelled_and_unranked() {
        ResponseEvent gone = new ResponseEvent.StepFailed(
                StepKey.QUERY, Failure.of(Code.DEREGISTERED, "the slot has another hotkey"), 0, null, null);
        ResponseState cancelled = after(gone);

        assertThat(cancelled.status()).isEqualTo(ResponseStatus.CANCELLED);
        assertThat(cancelled.overall(10)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void whoever_is_to_blame_decides_between_zero_and_no_score(Code code) {
        if (code == Code.DEREGISTERED) {
            return;
        }
        ResponseState failed =
                after(new ResponseEvent.StepFailed(StepKey.QUERY, Failure.of(code, "why"), 0, null, null));

        assertThat(failed.status()).isEqualTo(ResponseStatus.FAILED);
        assertThat(failed.overall(10)).isEqualTo(code.blameless() ? null : 0.0);
    }

    @Test
    @Tag("I5")
    @Tag("I8")
    void random_histories_never_throw_never_go_back_stay_bounded_and_do_what_their_row_says() {
        Random random = new Random(20181006);
        for (int history = 0; history < 2000; history++) {
            RunFacts facts = facts(random.nextBoolean() ? Map.of() : Map.of(96, "gone"));
            ResponseState state = ResponseState.SEEDED;
            for (int i = 0; i < 60; i++) {
                ResponseEvent event = any(random);
                List<Transition<?>> rows = ResponseMachine.fitting(state, event, facts);
                Verdict verdict = ResponseMachine.apply(state, event, facts, NOW);
                assertThat(rows).hasSize(verdict instanceof Verdict.Applied ? 1 : 0);
                if (verdict instanceof Verdict.Applied applied) {
                    assertThat(applied.path()).isEqualTo(rows.getFirst().path());
                    assertThat(rows.getFirst().effects())
                            .containsAll(applied.effects().stream()
                                    .map(EffectKind::of)
                                    .toList());
                    assertThat(applied.state().status().rank())
                            .isGreaterThanOrEqualTo(state.status().rank());
                    assertThat(applied.path()).isSortedAccordingTo((a, b) -> Integer.compare(a.rank(), b.rank()));
                    state = applied.state();
                }
                Double overall = state.overall(10);
                assertThat(overall == null || (overall >= 0 && overall <= 1)).isTrue();
            }
        }
    }

    private static ResponseEvent any(Random random) {
        int lead = RunConfig.LEAD_COLUMNS.get(random.nextInt(10));
        Code code = Code.values()[random.nextInt(Code.values().length)];
        Failure failure = Failure.of(code, "any");
        Instant next = random.nextInt(3) > 0 ? NOW : null;
        return switch (random.nextInt(16)) {
            case 0, 1 -> new ResponseEvent.QueryAccepted("job", 1L);
            case 2 -> new ResponseEvent.QueryReady("job", 1L);
            case 3 -> new ResponseEvent.PollRunning(1, 1L);
            case 4 -> new ResponseEvent.PollTrouble(1, failure, 1L);
            case 5 -> new ResponseEvent.PollDone(1, 1L);
            case 6 -> new ResponseEvent.Verified("ab", 1L);
            case 7 -> new ResponseEvent.Day1Started();
            case 8 -> new ResponseEvent.Day1Scored(random.nextBoolean() ? null : random.nextDouble());
            case 9, 10 -> new ResponseEvent.LeadStarted(lead);
            case 11, 12 -> new ResponseEvent.LeadScored(lead, random.nextDouble(), random.nextInt(3));
            case 13 -> new ResponseEvent.LeadFailed(lead, failure, 1, next);
            case 14 -> new ResponseEvent.TruthGone(lead, "gone");
            default ->
                new ResponseEvent.StepFailed(
                        List.of(StepKey.QUERY, StepKey.OPEN_STORE, StepKey.DAY1_SCORE, StepKey.ERA5_ATTEMPT)
                                .get(random.nextInt(4)),
                        failure,
                        1,
                        next == null && random.nextInt(5) > 0 ? NOW : next,
                        1L);
        };
    }
}
