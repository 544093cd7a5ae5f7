package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.fold.ResponseLedger.Live;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.run.RunStatus;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** Folds the outcomes that are about a run and not about one response. */
final class RunEvents {
    private final Ledger ledger;
    private final RunMoves moves;
    private final TruthJobs truthJobs;
    private final ResponseEvents responseEvents;
    private final SortedSet<Integer> touched;

    RunEvents(
            Ledger ledger,
            RunMoves moves,
            TruthJobs truthJobs,
            ResponseEvents responseEvents,
            SortedSet<Integer> touched) {
        this.ledger = ledger;
        this.moves = moves;
        this.truthJobs = truthJobs;
        this.responseEvents = responseEvents;
        this.touched = touched;
    }

    /** Null if applied, else why it was ignored. */
    String apply(StoredOutcome outcome) {
        Optional<Run> run =
                outcome.runId() == null ? Optional.empty() : ledger.runs().load(outcome.runId());
        if (run.isEmpty()) {
            return "the run is gone";
        }
        if (run.get().status().terminal()) {
            return "the run is " + run.get().status().word();
        }
        touched.add(run.get().id());
        return ofRun(outcome, run.get());
    }

    private String ofRun(StoredOutcome outcome, Run run) {
        return switch (outcome.kind()) {
            case RUN_OPENED -> opened(outcome, run);
            case RUN_SEEDED -> seeded(outcome, run);
            case SEED_READY -> seedReady(outcome, run);
            case FETCH_INITIATED -> fetchInitiated(outcome, run);
            case RUN_CANCELLED, RUN_ABANDONED -> ended(outcome, run);
            case STEP_FAILED, JOB_LEASE_EXPIRED, JOB_CANCELLED -> jobEnded(outcome, run);
            case TRUTH_UNWATCHED -> {
                truthJobs.watch(run, outcome.traceContext());
                yield null;
            }
            default -> outcome.kind().word() + " needs a response";
        };
    }

    private String opened(StoredOutcome outcome, Run run) {
        String source = outcome.actor().equals("calendar") ? "calendar" : "operator";
        ledger.log(null, run.id(), null, Level.INFO, source, outcome.data().getString("reason"));
        return null;
    }

    private String seeded(StoredOutcome outcome, Run run) {
        ledger.runs().forgetFormerOwners();
        JsonArray miners = outcome.data().getJsonArray("miners");
        List<NewJob> queries = new ArrayList<>();
        int added = 0;
        for (int i = 0; i < miners.size(); i++) {
            JsonObject miner = miners.getJsonObject(i);
            int uid = miner.getInteger("uid");
            String hotkey = miner.getString("hotkey");
            OptionalInt id = ledger.responses().add(run, uid, hotkey, ResponseState.SEEDED);
            if (id.isPresent()) {
                added++;
                pendingSteps(run, uid, hotkey);
                queries.add(query(run, new Live(id.getAsInt(), uid, hotkey), outcome));
            }
        }
        String message = "seeded " + added + " of " + miners.size() + " miners";
        ledger.log(outcome.jobId(), run.id(), null, Level.INFO, "fold", message);
        if (run.status().rank() >= RunStatus.QUERYING_MINERS.rank()) {
            ledger.work().enqueue(queries);
        }
        if (run.status() == RunStatus.CREATED) {
            moves.to(run, RunStatus.GFS_DOWNLOADING, outcome);
            ledger.work().enqueue(List.of(runJob(JobType.SEED, run, outcome)));
        }
        return null;
    }

    private void pendingSteps(Run run, int uid, String hotkey) {
        for (StepKey key : List.of(StepKey.QUERY, StepKey.OPEN_STORE)) {
            StepEvent pending = new StepEvent(key, StepStatus.PENDING, null, null, null, false, null, null);
            ledger.work().step(run.id(), uid, hotkey, pending);
        }
    }

    private String seedReady(StoredOutcome outcome, Run run) {
        if (run.status() != RunStatus.GFS_DOWNLOADING) {
            return "the reference data of a run in " + run.status().word() + " are known";
        }
        Instant lastQuery = RunCalendar.lastQuery(run.config(), run.initTime());
        if (run.byCalendar() && outcome.at().isAfter(lastQuery)) {
            fail(outcome, run, "the reference data came after " + lastQuery + ", too late to ask");
            return null;
        }
        ledger.runs().seeded(run, outcome.data().getJsonObject("input_sources"));
        moves.to(run, RunStatus.GFS_READY, outcome);
        ledger.work().enqueue(List.of(runJob(JobType.INITIATE_FETCH, run, outcome)));
        truthJobs.watch(run, outcome.traceContext());
        return null;
    }

    private String fetchInitiated(StoredOutcome outcome, Run run) {
        if (run.status() != RunStatus.GFS_READY) {
            return "the miners of a run in " + run.status().word() + " are queried";
        }
        Map<Integer, Live> waiting = new LinkedHashMap<>();
        ledger.responses().live(run.id()).forEach(response -> waiting.put(response.uid(), response));
        List<Live> inOrder = new ArrayList<>();
        for (Object uid : outcome.data().getJsonArray("order")) {
            Optional.ofNullable(waiting.remove(uid)).ifPresent(inOrder::add);
        }
        // Whoever joined after the order was drawn comes last.
        inOrder.addAll(waiting.values());
        ledger.work()
                .enqueue(inOrder.stream()
                        .map(response -> query(run, response, outcome))
                        .toList());
        moves.to(run, RunStatus.AWAITING_INFERENCE_RESULTS, outcome);
        return null;
    }

    private static NewJob query(Run run, Live response, StoredOutcome outcome) {
        JsonObject payload =
                new JsonObject().put("miner_hotkey", response.hotkey()).put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofMiner(JobType.QUERY_MINER, run.id(), response.id(), response.uid(), payload, Due.now())
                .withTrace(outcome.traceContext());
    }

    private String ended(StoredOutcome outcome, Run run) {
        String reason = outcome.data().getString("reason");
        moves.to(run, RunStatus.ABANDONED, outcome, reason);
        all(run, outcome, new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, reason));
        return null;
    }

    /** A job of the run itself failed; unless it is tried again, the run cannot go on. */
    private String jobEnded(StoredOutcome outcome, Run run) {
        if (JobType.ERA5_TRUTH.word().equals(outcome.jobType())) {
            return outcome.triedAgain() ? "the truth is looked for again" : truthJobs.again(run, outcome);
        }
        boolean joiners = JobType.ORCHESTRATE.word().equals(outcome.jobType()) && run.status() != RunStatus.CREATED;
        if (joiners) {
            return "the run goes on with the miners it has";
        }
        JsonObject data = outcome.data();
        String message = data.getString(
                "message", data.getString("reason", outcome.kind().word()));
        if (JobType.SEED.word().equals(outcome.jobType())) {
            ledger.runs().seedTrouble(run, message, data.getInteger("remaining", 0), outcome.nextRetry());
        }
        if (!outcome.triedAgain()) {
            fail(outcome, run, outcome.jobType() + ": " + message);
        }
        return null;
    }

    private void fail(StoredOutcome outcome, Run run, String why) {
        moves.to(run, RunStatus.FAILED, outcome, why);
        all(run, outcome, new ResponseEvent.RunFailed("gfs_fetch", why));
    }

    private void all(Run run, StoredOutcome outcome, ResponseEvent event) {
        for (Live response : ledger.responses().live(run.id())) {
            responseEvents.apply(outcome, response.id(), event);
        }
    }

    private static NewJob runJob(JobType type, Run run, StoredOutcome outcome) {
        JsonObject payload = new JsonObject().put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofRun(type, run.id(), payload).withTrace(outcome.traceContext());
    }
}
