package fairweather.proof.walk;

import fairweather.job.JobMachine;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.machine.Transition;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether the tables accept what a real run has recorded: every step a step of some row's path, every step from
 * where the one before it led, the first from the beginning, and nothing broken off within a path.
 */
public final class RecordedTrace {
    /** Whose step it was. */
    public enum Machine {
        RUN("created"),
        RESPONSE("created"),
        JOB("pending");

        private final String first;

        Machine(String first) {
            this.first = first;
        }
    }

    /**
     * A recorded step, for example a row of {@code state_transitions}.
     *
     * @param id of the run, response or job
     * @param from the word of the status before
     * @param to the word of the status after
     */
    public record Step(Machine machine, long id, String from, String to) {}

    private record Subject(Machine machine, long id) {}

    private record Pair(String from, String to) {}

    private static final Map<Machine, Set<Pair>> LEGAL =
            Map.of(Machine.RUN, ofRun(), Machine.RESPONSE, ofResponse(), Machine.JOB, ofJob());

    private RecordedTrace() {}

    /** Why the tables refuse the steps, which are in the order of recording; empty if they accept them. */
    public static Optional<String> refusal(List<Step> steps) {
        Map<Subject, String> places = new HashMap<>();
        for (Step step : steps) {
            Subject subject = new Subject(step.machine(), step.id());
            String place = places.getOrDefault(subject, step.machine().first);
            if (!place.equals(step.from())) {
                return Optional.of(step + " begins where nothing led: it was in " + place);
            }
            if (!LEGAL.get(step.machine()).contains(new Pair(step.from(), step.to()))) {
                return Optional.of(step + " is no step of any row");
            }
            places.put(subject, step.to());
        }
        return places.entrySet().stream()
                .filter(end -> end.getKey().machine() == Machine.RESPONSE)
                .filter(end -> end.getValue().equals(ResponseStatus.FETCH_INITIATED.word()))
                .findFirst()
                .map(end -> end.getKey() + " rests in " + end.getValue() + ", which is only passed through");
    }

    private static Set<Pair> ofRun() {
        Set<Pair> legal = new HashSet<>();
        RunMachine.TABLE.stream()
                .filter(row -> row.to() != null)
                .forEach(row -> row.from()
                        .forEach(from -> pairs(
                                legal,
                                from.word(),
                                RunMachine.path(from, row.to()).stream()
                                        .map(RunStatus::word)
                                        .toList())));
        return legal;
    }

    private static Set<Pair> ofResponse() {
        Set<Pair> legal = new HashSet<>();
        for (Transition<?> row : ResponseMachine.TABLE) {
            List<String> path = row.path().stream().map(ResponseStatus::word).toList();
            row.from().forEach(from -> pairs(legal, from.word(), path));
        }
        return legal;
    }

    private static Set<Pair> ofJob() {
        Set<Pair> legal = new HashSet<>();
        JobMachine.TABLE.forEach(row -> row.from()
                .forEach(from -> legal.add(new Pair(from.word(), row.to().word()))));
        return legal;
    }

    private static void pairs(Set<Pair> legal, String first, List<String> path) {
        String from = first;
        for (String to : path) {
            legal.add(new Pair(from, to));
            from = to;
        }
    }
}
