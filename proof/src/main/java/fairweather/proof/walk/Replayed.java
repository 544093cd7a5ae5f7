package fairweather.proof.walk;

import fairweather.failure.Code;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.RunEffect;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.RunVerdict;
import fairweather.run.RunStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What the outcomes amount to by themselves, in the order in which they were folded: the same decisions as the fold's,
 * without its jobs, its locks and its transactions. Of the list of all outcomes only this is kept, since the rest of a
 * history depends on nothing else in it.
 */
record Replayed(RunStatus run, List<Integer> responses) {
    Replayed {
        responses = List.copyOf(responses);
    }

    /** With one more outcome. */
    Replayed after(Told told, List<Truth> truths, Runs runs, Responses machine) {
        return switch (told) {
            case Told.OfMiner(int miner, ResponseEvent event) -> {
                ResponseEvent possible = run.terminal() ? cancelled() : event;
                Responses.Answer answer = machine.apply(responses.get(miner), possible, truths);
                List<Integer> next = new ArrayList<>(responses);
                next.set(miner, answer.next());
                yield answer.row() == null ? this : new Replayed(run, next).following(runs, machine);
            }
            case Told.TruthGone(int lead) ->
                run.terminal() ? this : each(new ResponseEvent.TruthGone(lead, "gone"), truths, runs, machine);
            case Told.OfRun(RunEvent event) ->
                switch (runs.apply(run, event)) {
                    case RunVerdict.Ignored ignored -> this;
                    case RunVerdict.Applied applied -> moved(applied, truths, runs, machine);
                };
        };
    }

    private Replayed moved(RunVerdict.Applied applied, List<Truth> truths, Runs runs, Responses machine) {
        RunStatus next = applied.path().isEmpty() ? run : applied.path().getLast();
        Replayed moved = new Replayed(next, responses);
        if (applied.effects().contains(RunEffect.FAIL_RESPONSES)) {
            return moved.each(new ResponseEvent.RunFailed("gfs_fetch", "the run failed"), truths, runs, machine);
        }
        return applied.effects().contains(RunEffect.CANCEL_RESPONSES)
                ? moved.each(cancelled(), truths, runs, machine)
                : moved;
    }

    private Replayed each(ResponseEvent event, List<Truth> truths, Runs runs, Responses machine) {
        List<Integer> next = responses.stream()
                .map(response -> machine.status(response).terminal()
                        ? response
                        : Integer.valueOf(machine.apply(response, event, truths).next()))
                .toList();
        return new Replayed(run, next).following(runs, machine);
    }

    private Replayed following(Runs runs, Responses machine) {
        List<RunStatus> path = runs.follow(run, machine.counts(responses));
        return path.isEmpty() ? this : new Replayed(path.getLast(), responses);
    }

    private static ResponseEvent cancelled() {
        return new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, "the run has ended");
    }
}
