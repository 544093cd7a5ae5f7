package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Fault;
import java.util.List;

/** All faults, in the order in which they are tried. */
public final class Faults {
    private Faults() {}

    /** New ones: a fault remembers what it prepared, so each strikes once. */
    public static List<Fault> all() {
        return List.of(
                new KilledService(Service.ORCHESTRATOR),
                new KilledService(Service.GATEWAY),
                new KilledService(Service.SCORING),
                new KilledBesideAnother(Service.ORCHESTRATOR),
                new KilledBesideAnother(Service.SCORING),
                new PausedService(Service.ORCHESTRATOR),
                new PausedService(Service.SCORING),
                new PausedBesideAnother(Service.ORCHESTRATOR),
                new PausedBesideAnother(Service.SCORING),
                new DrainedService(Service.ORCHESTRATOR),
                new DrainedService(Service.SCORING),
                new TerminatedSessions(),
                new KilledPostgres(),
                new HalfOpen(Service.ORCHESTRATOR),
                new HalfOpen(Service.GATEWAY),
                new HalfOpen(Service.SCORING),
                new ExhaustedPool(Service.SCORING),
                new IdleTransaction(),
                new OldSnapshot(),
                new MissedTrigger());
    }

    /** The quickest, which share one run. */
    public static List<Fault> quickest() {
        return List.of(
                new KilledService(Service.GATEWAY), new TerminatedSessions(), new DrainedService(Service.SCORING));
    }
}
