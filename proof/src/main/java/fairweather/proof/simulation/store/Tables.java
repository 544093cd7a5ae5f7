package fairweather.proof.simulation.store;

import fairweather.job.Write;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.trace.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of the schema that the engine decides by. */
public final class Tables {
    final SortedMap<Integer, Run> runs = new TreeMap<>();
    final SortedMap<Integer, Response> responses = new TreeMap<>();
    final Map<Integer, List<Integer>> responsesOfRun = new HashMap<>();
    final Map<Instant, TruthRow> truths = new HashMap<>();
    final SortedMap<LocalDate, String> days = new TreeMap<>();
    final Steps steps = new Steps();

    private final Map<Integer, String> manifests = new HashMap<>();
    private final Map<Integer, SortedMap<Integer, Double>> scores = new HashMap<>();

    public SortedMap<Integer, Run> runs() {
        return runs;
    }

    public SortedMap<Integer, Response> responses() {
        return responses;
    }

    /** The responses of a run in uid order. */
    public List<Response> ofRun(int runId) {
        List<Response> found = new ArrayList<>();
        for (int id : responsesOfRun.getOrDefault(runId, List.of())) {
            found.add(responses.get(id));
        }
        return found;
    }

    /** Null if nobody has looked yet. */
    public TruthRow truth(Instant validTime) {
        return truths.get(validTime);
    }

    public Steps steps() {
        return steps;
    }

    /** What the calendar has decided of each day. */
    public SortedMap<LocalDate, String> days() {
        return days;
    }

    /** The scored leads of a response as scoring has written them. */
    public SortedMap<Integer, Double> scores(int responseId) {
        return scores.computeIfAbsent(responseId, id -> new TreeMap<>());
    }

    void write(Write write) {
        List<Object> values = write.values();
        if (write.sql().equals(Rows.TRUTH)) {
            truths.put((Instant) values.get(0), (TruthRow) values.get(1));
        } else if (write.sql().equals(Rows.SCORE)) {
            scores((Integer) values.get(0)).put((Integer) values.get(1), (Double) values.get(2));
        } else if (write.sql().startsWith(Rows.MANIFEST)) {
            manifests.putIfAbsent((Integer) values.get(0), (String) values.get(1));
        } else {
            throw new Violation("no such statement is known here: " + write.sql());
        }
    }

    /** The hash of the manifest that was frozen; null if none was. */
    public String manifest(int responseId) {
        return manifests.get(responseId);
    }
}
