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
import fairweather.orchestrator.machine.RunEffect;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.machine.RunVerdict;
import fairweather.orchestrator.machine.RunVerdict.Applied;
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
import java.util.function.Consumer;

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

    /** Carries out what the table says about an event; why nothing was done, or null. */
    private static String decided(Run run, RunEvent event, Consumer<Applied> change) {
        return switch (RunMachine.apply(run.status(), event)) {
            case RunVerdict.Ignored ignored -> ignored.reason();
            case Applied applied -> {
                change.accept(applied);
                yield null;
            }
        };
    }

    private String seeded(StoredOutcome outcome, Run run) {
        return decided(run, new RunEvent.Seeded(), verdict -> {
            List<NewJob> queries = join(outcome, run);
            moves.along(run, verdict, outcome, outcome.kind().word());
            if (verdict.asks(RunEffect.ENQUEUE_SEED)) {
                ledger.work().enqueue(List.of(runJob(JobType.SEED, run, outcome)));
            }
            if (verdict.asks(RunEffect.ENQUEUE_QUERIES)) {
                ledger.work().enqueue(queries);
            }
        });
    }

    /** Adds the miners that do not take part yet; what would ask them. */
    private List<NewJob> join(StoredOutcome outcome, Run run) {
        ledger.runs().forgetFormerOwners();
        JsonArray miners = outcome.data().getJsonArray("miners");
        List<NewJob> queries = new ArrayList<>();
        for (int i = 0; i < miners.size(); i++) {
            JsonObject miner = miners.getJsonObject(i);
            int uid = miner.getInteger("uid");
            String hotkey = miner.getString("hotkey");
            OptionalInt id = ledger.responses().add(run, uid, hotkey, ResponseState.SEEDED);
            if (id.isPresent()) {
                pendingSteps(run, uid, hotkey);
                queries.add(query(run, new Live(id.getAsInt(), uid, hotkey), outcome));
            }
        }
        String message = "seeded " + queries.size() + " of " + miners.size() + " miners";
        ledger.log(outcome.jobId(), run.id(), null, Level.INFO, "fold", message);
        return queries;
    }

    private void pendingSteps(Run run, int uid, String hotkey) {
        for (StepKey key : List.of(StepKey.QUERY, StepKey.OPEN_STORE)) {
            StepEvent pending = new StepEvent(key, StepStatus.PENDING, null, null, null, false, null, null);
            ledger.work().step(run.id(), uid, hotkey, pending);
        }
    }

    private String seedReady(StoredOutcome outcome, Run run) {
        Instant lastQuery = RunCalendar.lastQuery(run.config(), run.initTime());
        boolean inTime = !run.byCalendar() || !outcome.at().isAfter(lastQuery);
        return decided(run, new RunEvent.ReferenceReady(inTime), verdict -> {
            if (inTime) {
                ledger.runs().seeded(run, outcome.data().getJsonObject("input_sources"));
                moves.along(run, verdict, outcome, outcome.kind().word());
                ledger.work().enqueue(List.of(runJob(JobType.INITIATE_FETCH, run, outcome)));
                truthJobs.watch(run, outcome.traceContext());
            } else {
                fail(verdict, outcome, run, "the reference data came after " + lastQuery + ", too late to ask");
            }
        });
    }

    private String fetchInitiated(StoredOutcome outcome, Run run) {
        return decided(run, new RunEvent.FetchInitiated(), verdict -> {
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
            moves.along(run, verdict, outcome, outcome.kind().word());
            // Where all have ended already, nobody is asked and no response will move the run on.
            ledger.runs().load(run.id()).ifPresent(asked -> moves.follow(asked, outcome));
        });
    }

    private static NewJob query(Run run, Live response, StoredOutcome outcome) {
        JsonObject payload =
                new JsonObject().put("miner_hotkey", response.hotkey()).put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofMiner(JobType.QUERY_MINER, run.id(), response.id(), response.uid(), payload, Due.now())
                .withTrace(outcome.traceContext());
    }

    private String ended(StoredOutcome outcome, Run run) {
        return decided(run, new RunEvent.Abandoned(), verdict -> {
            String reason = outcome.data().getString("reason");
            moves.along(run, verdict, outcome, reason);
            all(run, outcome, new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, reason));
        });
    }

    /** A job of the run itself failed; unless it is tried again, the run cannot go on. */
    private String jobEnded(StoredOutcome outcome, Run run) {
        JobType type = JobType.of(outcome.jobType());
        if (type == JobType.ERA5_TRUTH) {
            return outcome.triedAgain() ? "the truth is looked for again" : truthJobs.again(run, outcome);
        }
        JsonObject data = outcome.data();
        String message = data.getString(
                "message", data.getString("reason", outcome.kind().word()));
        if (type == JobType.SEED && run.status().rank() <= RunStatus.GFS_DOWNLOADING.rank()) {
            ledger.runs().seedTrouble(run, message, data.getInteger("remaining", 0), outcome.nextRetry());
        }
        return outcome.triedAgain()
                ? null
                : decided(
                        run,
                        new RunEvent.JobFailed(type),
                        verdict -> fail(verdict, outcome, run, type.word() + ": " + message));
    }

    private void fail(Applied verdict, StoredOutcome outcome, Run run, String why) {
        moves.along(run, verdict, outcome, why);
        all(run, outcome, new ResponseEvent.RunFailed("gfs_fetch", why));
    }

    private void all(Run run, StoredOutcome outcome, ResponseEvent event) {
        for (Live response : ledger.responses().live(run.id())) {
            responseEvents.applyApart(outcome, response.id(), event);
        }
    }

    private static NewJob runJob(JobType type, Run run, StoredOutcome outcome) {
        JsonObject payload = new JsonObject().put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofRun(type, run.id(), payload).withTrace(outcome.traceContext());
    }
}
