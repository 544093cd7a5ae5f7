package fairweather.proof.chaos;

import fairweather.deploy.DemonstrationFailed;
import fairweather.deploy.api.AdminApi;
import fairweather.deploy.api.RunView;
import fairweather.proof.replay.Difference;
import fairweather.proof.replay.Replay;
import fairweather.proof.walk.RecordedTrace;
import fairweather.proof.walk.RecordedTrace.Machine;
import fairweather.proof.walk.RecordedTrace.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run in an arena of its own, the faults that strike it, and the judgement of what is left. */
final class Round {
    /** For what goes on after a run's end: the reaper's looks, the fold's last batch, jobs that are cancelled. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(20);

    private static final String AT_REST = """
            SELECT (SELECT count(*) FROM validator_jobs WHERE status IN ('pending', 'in_progress', 'retry_scheduled'))
                 + (SELECT count(*) FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL)
            """;

    private static final String STEPS = """
            SELECT CASE WHEN response_id IS NULL THEN 'RUN' ELSE 'RESPONSE' END, coalesce(response_id, run_id),
                   from_status, to_status
            FROM state_transitions ORDER BY id
            """;

    private static final int SHOWN = 8;

    private final Arena arena;

    Round(Arena arena) {
        this.arena = arena;
    }

    /** Plays a run that nothing disturbs; its scores are the measure of the others. */
    Scores undisturbed() throws SQLException, IOException {
        arena.openRun();
        List<String> problems = judge(null);
        if (!problems.isEmpty()) {
            throw new DemonstrationFailed("the undisturbed run is not in order: " + String.join("; ", problems));
        }
        return scores();
    }

    /** Plays a run with these faults, one after the other; what does not hold at its end is held against each. */
    List<Verdict> play(List<Fault> faults, Scores undisturbed) throws SQLException, IOException {
        for (Fault fault : faults) {
            fault.prepare(arena);
        }
        arena.openRun();
        List<Recovery> recoveries = new ArrayList<>();
        for (Fault fault : faults) {
            recoveries.add(fault.strike(arena));
        }
        List<String> problems = judge(undisturbed);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            verdicts.add(new Verdict(faults.get(i).name(), recoveries.get(i), problems));
        }
        return verdicts;
    }

    private Scores scores() throws SQLException {
        return Scores.of(arena.console(), arena.demonstration().runId());
    }

    private List<String> judge(Scores undisturbed) throws SQLException, IOException {
        List<String> problems = new ArrayList<>();
        RunView run = arena.awaitEnd();
        if (!run.completed()) {
            problems.add("the run is " + run.status() + ": " + run.errorMessage());
        }
        if (!arena.await(REST_LIMIT, () -> arena.count(AT_REST) == 0)) {
            problems.add(arena.count(AT_REST) + " jobs or outcomes are still unfinished");
        }
        problems.addAll(some(
                "history",
                HistoryCheck.problems(arena.history().events(), arena.history().told())));
        problems.addAll(some("states", RecordedTrace.refusal(steps()).stream().toList()));
        problems.addAll(some("invariants", violations()));
        if (undisturbed != null) {
            problems.addAll(some("scores", scores().differences(undisturbed)));
        }
        List<String> differences = new Replay(
                        arena.postgres(), arena.demonstration().database())
                .differences().stream().map(Difference::toString).toList();
        problems.addAll(some("replay", differences));
        return problems;
    }

    /** What runs, responses and jobs went through. */
    private List<Step> steps() throws SQLException {
        List<Step> steps = new ArrayList<>(arena.console()
                .query(
                        STEPS,
                        row -> new Step(
                                Machine.valueOf(row.getString(1)),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4))));
        arena.history().events().stream()
                .filter(event -> event.from() != null && event.to() != null)
                .map(event -> new Step(Machine.JOB, event.jobId(), event.from(), event.to()))
                .forEach(steps::add);
        return steps;
    }

    private List<String> violations() {
        try {
            return arena.demonstration().invariantViolations().entrySet().stream()
                    .filter(view -> view.getValue() > 0)
                    .map((Map.Entry<String, Long> view) -> view.getKey() + " has " + view.getValue() + " rows")
                    .toList();
        } catch (AdminApi.Refused | DemonstrationFailed unreadable) {
            return List.of("they cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<String> some(String of, List<String> problems) {
        List<String> shown = new ArrayList<>();
        problems.stream().limit(SHOWN).forEach(problem -> shown.add(of + ": " + problem));
        if (problems.size() > SHOWN) {
            shown.add(of + ": and " + (problems.size() - SHOWN) + " more");
        }
        return shown;
    }
}
