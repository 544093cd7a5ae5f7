package fairweather.scoring.task;

import fairweather.forecast.store.DataChunks;
import fairweather.job.Report;
import fairweather.job.Write;
import fairweather.run.RunConfig;
import fairweather.run.VariableLevels;
import fairweather.scoring.component.ChunksRow;
import fairweather.scoring.component.KinshipRow;
import fairweather.scoring.component.SketchRow;
import fairweather.scoring.component.Subject;
import fairweather.scoring.diagnosis.ChunkPrefixes;
import fairweather.scoring.diagnosis.Likeness;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.store.KinshipStore;
import fairweather.scoring.store.ManifestStore;
import fairweather.scoring.store.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds all pairs of near-duplicate forecasts of a run. What a forecast is known by is committed first and compared
 * afterwards with whatever can be seen then: of any two, the one that commits later sees the other. The pairs are
 * written together with the score, so that a score never stands without them; an execution that died in between is
 * followed by one that measures, commits and compares anew.
 */
public final class Kinship {
    private static final String SKETCH_COMPARED = """
            UPDATE forecast_sketches SET compared_at = fw_now()
            WHERE response_id = $1 AND score_type = $2 AND lead_hours = $3
            """;

    private static final String CHUNKS_COMPARED =
            "UPDATE forecast_chunks SET compared_at = fw_now() WHERE response_id = $1";

    private final KinshipStore store;
    private final ManifestStore manifests;

    public Kinship(KinshipStore store, ManifestStore manifests) {
        this.store = store;
        this.manifests = manifests;
    }

    /** What a forecast is known by from Day 1 on: the sketches of its leads and its chunks. */
    Report known(Subject subject, SortedMap<Integer, List<Measured>> measured) {
        Response response = subject.response();
        Set<String> variables = variables(subject.run().config());
        ChunkPrefixes chunks = ChunkPrefixes.of(DataChunks.hashes(manifests.manifest(response.id()), variables));
        Report report = Report.NOTHING.and(ChunksRow.of(response, chunks));
        for (var lead : measured.entrySet()) {
            report = report.and(SketchRow.day1(response, lead.getKey(), lead.getValue()));
        }
        return report;
    }

    private static Set<String> variables(RunConfig config) {
        return Stream.concat(config.day1Keys().stream(), config.variables().stream())
                .map(VariableLevels::name)
                .collect(Collectors.toSet());
    }

    /** The pairs that the response is one of, of what was committed and not compared yet. */
    Report pairs(Response response) {
        List<KinshipRow> pairs = new ArrayList<>();
        List<Write> compared = new ArrayList<>();
        for (KinshipStore.Pending pending : store.pendingSketches(response)) {
            store.forOthers(response, pending, other -> {
                Optional<Likeness> likeness = pending.sketch().what().likeness(other.what());
                likeness.filter(Likeness::kin)
                        .map(kin -> KinshipRow.ofFields(
                                response, pending.scoreType(), pending.leadHours(), pending.sketch(), other, kin))
                        .ifPresent(pairs::add);
            });
            compared.add(Write.of(SKETCH_COMPARED, response.id(), pending.scoreType(), pending.leadHours()));
        }
        store.pendingChunks(response).ifPresent(chunks -> {
            store.forOthers(response, other -> {
                int identical = chunks.what().identical(other.what());
                if (identical > 0) {
                    pairs.add(KinshipRow.ofChunks(response, chunks, other, identical));
                }
            });
            compared.add(Write.of(CHUNKS_COMPARED, response.id()));
        });
        List<Write> writes = new ArrayList<>(
                pairs.stream().sorted(KinshipRow.ORDER).map(KinshipRow::write).toList());
        writes.addAll(compared);
        return new Report(writes, List.of(), List.of());
    }
}
