package fairweather.proof.simulation.store;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.fold.RunLedger;
import fairweather.orchestrator.fold.RunTruth;
import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Runs and truths in memory. */
final class MemoryRuns implements RunLedger {
    private final Tables tables;
    private final Undo undo;
    private final SortedSet<Integer> changed;

    MemoryRuns(Store store, Undo undo, SortedSet<Integer> changed) {
        this.tables = store.tables();
        this.undo = undo;
        this.changed = changed;
    }

    @Override
    public Optional<Run> load(int runId) {
        return Optional.ofNullable(tables.runs.get(runId));
    }

    @Override
    public List<Run> live(String source) {
        return tables.runs.values().stream()
                .filter(run -> !run.status().terminal())
                .filter(run -> run.config().referenceSource().equals(source))
                .toList();
    }

    @Override
    public ResponseCounts counts(int runId) {
        Map<ResponseStatus, Integer> counts = new EnumMap<>(ResponseStatus.class);
        for (Response response : tables.ofRun(runId)) {
            counts.merge(response.state().status(), 1, Integer::sum);
        }
        return new ResponseCounts(
                sum(
                        counts,
                        ResponseStatus.CREATED,
                        ResponseStatus.FETCH_INITIATED,
                        ResponseStatus.INFERENCE_RUNNING,
                        ResponseStatus.FORECAST_READY),
                sum(counts, ResponseStatus.DAY1_SCORING),
                sum(counts, ResponseStatus.DAY1_SCORED),
                sum(counts, ResponseStatus.ERA5_SCORING),
                sum(counts, ResponseStatus.ERA5_SCORED),
                sum(counts, ResponseStatus.FAILED, ResponseStatus.CANCELLED));
    }

    private static int sum(Map<ResponseStatus, Integer> counts, ResponseStatus... of) {
        int sum = 0;
        for (ResponseStatus status : of) {
            sum += counts.getOrDefault(status, 0);
        }
        return sum;
    }

    @Override
    public List<Integer> current() {
        return List.copyOf(tables.runs.keySet());
    }

    @Override
    public void move(Run run, RunStatus to, String error, Instant at) {
        put(tables.runs.get(run.id()), to, run.inputSources());
    }

    @Override
    public void seeded(Run run, JsonObject inputSources) {
        put(run, run.status(), inputSources);
    }

    private void put(Run run, RunStatus status, JsonObject inputSources) {
        Run next = new Run(
                run.id(),
                status,
                run.config(),
                run.initTime(),
                run.created(),
                run.validatorHotkey(),
                run.forecastRunId(),
                run.forecastType(),
                inputSources,
                run.counts(),
                run.byCalendar(),
                run.trace());
        undo.put(tables.runs, run.id(), next);
        changed.add(run.id());
    }

    /** Only the board shows it. */
    @Override
    public void seedTrouble(Run run, String message, int remaining, Instant nextRetry) {
        changed.add(run.id());
    }

    @Override
    public RunTruth truth(Run run) {
        Set<Integer> ready = new HashSet<>();
        Map<Integer, String> gone = new HashMap<>();
        for (int lead : run.config().era5LeadHours()) {
            TruthRow row = tables.truths.get(run.initTime().plus(Duration.ofHours(lead)));
            if (row != null && row.ready()) {
                ready.add(lead);
            }
            givenUp(run, lead).ifPresent(reason -> gone.put(lead, reason));
        }
        return new RunTruth(ready, gone);
    }

    private Optional<String> givenUp(Run run, int lead) {
        return tables.steps
                .find(run.id(), StepKey.COORDINATOR, StepKey.loadTruth(lead))
                .filter(step -> step.status() == StepStatus.FAILED)
                .map(StepRow::failure)
                .filter(failure -> failure.code() == Code.TRUTH_UNAVAILABLE)
                .map(Failure::message);
    }

    /** Only the board shows it. */
    @Override
    public void truthAwaited(Run run, int lead, Instant next) {
        changed.add(run.id());
    }

    @Override
    public void giveUpTruth(String source, Instant validTime, String reason) {
        TruthRow row = tables.truths.get(validTime);
        if (row == null || !row.ready() && !row.gone()) {
            undo.put(tables.truths, validTime, new TruthRow("gone", null, reason));
        }
    }

    /** No slot changes hands here. */
    @Override
    public void forgetFormerOwners() {
        changed.size();
    }
}
