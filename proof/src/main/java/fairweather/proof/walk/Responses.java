package fairweather.proof.walk;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.machine.Effect;
import fairweather.orchestrator.machine.EffectKind;
import fairweather.orchestrator.machine.Ended;
import fairweather.orchestrator.machine.Hosting;
import fairweather.orchestrator.machine.Progress;
import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.orchestrator.machine.RunFacts;
import fairweather.orchestrator.machine.Scores;
import fairweather.orchestrator.machine.Timings;
import fairweather.orchestrator.machine.Transition;
import fairweather.orchestrator.machine.Verdict;
import fairweather.orchestrator.machine.Verification;
import fairweather.response.ResponseStatus;
import fairweather.run.LevelRule;
import fairweather.run.RunConfig;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The real response machine, with its states numbered and its answers remembered: the walk asks the same few thousand
 * questions again and again. States lose what no decision depends on (times, progress, hosting).
 */
final class Responses {
    /** The leads that a truth can come for; that of the others is gone from the beginning. */
    static final List<Integer> LEADS = List.of(24, 48);

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant CYCLE = Instant.parse("2025-12-01T00:00:00Z");
    private static final List<VariableLevels> WIND = List.of(new VariableLevels("10u", List.of()));
    private static final RunConfig CONFIG = new RunConfig(
            ScoringMode.STRICT,
            "cos-1",
            LevelRule.POOLED,
            true,
            "walk",
            WIND,
            WIND,
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

    private static final Failure ENDED = Failure.of(Code.VALIDATOR_INTERNAL, "ended");

    private static final ResponseState FAILED = new ResponseState(
            ResponseStatus.FAILED,
            null,
            Timings.NONE,
            Verification.NONE,
            Scores.NONE,
            new Ended("ended", ENDED),
            Progress.INITIAL,
            Hosting.UNKNOWN);

    /** What the machine answers: {@code row} is null and {@code next} the same state if the event is ignored. */
    record Answer(int next, List<ResponseStatus> path, List<Effect> effects, Transition<?> row, boolean asDeclared) {}

    private final Set<Rule> rules;

    Responses(Set<Rule> rules) {
        this.rules = rules;
    }

    private record Question(int state, ResponseEvent event, List<Truth> truths) {}

    private final List<ResponseState> states = new ArrayList<>();
    private final Map<ResponseState, Integer> numbers = new HashMap<>();
    private final Map<Question, Answer> answers = new HashMap<>();
    private final Map<List<Truth>, RunFacts> facts = new HashMap<>();
    private final Map<Transition<?>, Set<EffectKind>> taken = new HashMap<>();

    int seeded() {
        return number(ResponseState.SEEDED);
    }

    ResponseState state(int number) {
        return states.get(number);
    }

    ResponseStatus status(int number) {
        return states.get(number).status();
    }

    /** The rows of the table that were taken, with the effects that were seen. */
    Map<Transition<?>, Set<EffectKind>> taken() {
        return taken;
    }

    Answer apply(int state, ResponseEvent event, List<Truth> truths) {
        return answers.computeIfAbsent(new Question(state, event, truths), this::ask);
    }

    private Answer ask(Question question) {
        if (question.event() instanceof ResponseEvent.TruthGone && !rules.contains(Rule.GONE_IS_TOLD)) {
            return new Answer(question.state(), List.of(), List.of(), null, true);
        }
        ResponseState state = states.get(question.state());
        RunFacts known = facts.computeIfAbsent(question.truths(), Responses::facts);
        List<Transition<?>> rows = ResponseMachine.fitting(state, question.event(), known);
        return switch (ResponseMachine.apply(state, question.event(), known, NOW)) {
            case Verdict.Ignored ignored -> new Answer(question.state(), List.of(), List.of(), null, rows.isEmpty());
            case Verdict.Applied applied -> {
                Transition<?> row = rows.getFirst();
                List<EffectKind> kinds = kinds(applied);
                taken.computeIfAbsent(row, any -> new HashSet<>()).addAll(kinds);
                ResponseStatus declared =
                        row.path().isEmpty() ? state.status() : row.path().getLast();
                boolean asDeclared = rows.size() == 1
                        && row.effects().containsAll(kinds)
                        && applied.path().equals(row.path())
                        && applied.state().status() == declared;
                yield new Answer(number(bare(applied.state())), applied.path(), applied.effects(), row, asDeclared);
            }
        };
    }

    private List<EffectKind> kinds(Verdict.Applied applied) {
        Stream<EffectKind> kinds = applied.effects().stream().map(EffectKind::of);
        return rules.contains(Rule.EFFECTS_DECLARED)
                ? kinds.toList()
                : Stream.concat(kinds, Stream.of(EffectKind.VOID_SCORES)).toList();
    }

    private int number(ResponseState state) {
        return numbers.computeIfAbsent(state, added -> {
            states.add(added);
            return states.size() - 1;
        });
    }

    /** What is left of a state for the decisions to come: after an end all that a redrive asks for, if there is one. */
    private static ResponseState bare(ResponseState state) {
        Verification seen = state.verification();
        boolean over = state.status().terminal() && state.status() != ResponseStatus.FAILED;
        return new ResponseState(
                state.status(),
                null,
                Timings.NONE,
                over ? Verification.NONE : new Verification(seen.state(), null, null, seen.manifestHash()),
                over ? Scores.NONE : state.scores(),
                state.ended() == null || over ? null : new Ended(state.ended().stage(), ENDED),
                Progress.INITIAL,
                Hosting.UNKNOWN);
    }

    /** The same response where nobody will ask how it failed. */
    int forgotten(int number) {
        return status(number) == ResponseStatus.FAILED ? number(FAILED) : number;
    }

    private static RunFacts facts(List<Truth> truths) {
        Set<Integer> ready = new HashSet<>();
        Map<Integer, String> gone = new HashMap<>();
        for (int lead : RunConfig.LEAD_COLUMNS) {
            int place = LEADS.indexOf(lead);
            Truth truth = place < 0 ? Truth.GONE : truths.get(place);
            if (truth == Truth.READY) {
                ready.add(lead);
            } else if (truth == Truth.GONE) {
                gone.put(lead, "gone");
            }
        }
        return new RunFacts(1, 0, "hotkey", 1, CONFIG, CYCLE, ready, gone);
    }

    /** How many responses are where, as the run's machine wants to know. */
    ResponseCounts counts(List<Integer> numbered) {
        Map<ResponseStatus, Integer> number = new EnumMap<>(ResponseStatus.class);
        numbered.forEach(state -> number.merge(status(state), 1, Integer::sum));
        int before = 0;
        for (ResponseStatus status : ResponseStatus.values()) {
            before += status.rank() <= ResponseStatus.FORECAST_READY.rank() ? number.getOrDefault(status, 0) : 0;
        }
        return new ResponseCounts(
                before,
                number.getOrDefault(ResponseStatus.DAY1_SCORING, 0),
                number.getOrDefault(ResponseStatus.DAY1_SCORED, 0),
                number.getOrDefault(ResponseStatus.ERA5_SCORING, 0),
                number.getOrDefault(ResponseStatus.ERA5_SCORED, 0),
                number.getOrDefault(ResponseStatus.FAILED, 0) + number.getOrDefault(ResponseStatus.CANCELLED, 0));
    }
}
