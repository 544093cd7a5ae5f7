package fairweather.proof.simulation.process;

import fairweather.job.JobType;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import java.util.Map;

/** A worker that also folds. */
final class Orchestrator extends Worker {
    private final Folding.Loop loop;

    Orchestrator(
            String name,
            VirtualTime time,
            Trace trace,
            Mishaps mishaps,
            Store store,
            Map<JobType, Lane> lanes,
            Folding folding) {
        super(name, time, trace, mishaps, store, lanes);
        this.loop = folding.new Loop(this);
    }

    @Override
    void start() {
        super.start();
        loop.restarted();
    }

    void hearOutcomes(boolean notified) {
        loop.hear(notified);
    }
}
