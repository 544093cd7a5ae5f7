package fairweather.proof.simulation.check;

import static fairweather.proof.simulation.trace.Violation.unless;

import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.store.Known;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.world.Habit;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.Truths;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When no fault is left, everything comes to its end, in time and as it should. */
public final class Ending {
    private static final long SECONDS_PER_DAY = 86_400;

    /** The retries of a lead at their slowest, a look at the truth, and some work. */
    private static final Duration SLACK = Duration.ofHours(12);

    private final Store store;
    private final Truths truths;
    private final Miners miners;

    public Ending(Store store, Truths truths, Miners miners) {
        this.store = store;
        this.truths = truths;
        this.miners = miners;
    }

    public boolean reached() {
        return store.outcomes().isEmpty()
                && store.tables().runs().values().stream()
                        .allMatch(run -> run.status().terminal())
                && unfinished().findAny().isEmpty();
    }

    /** Throws if a run goes on, or anything is left when all have ended, longer than there is reason for. */
    public void requireProgress(Instant calm) {
        Instant last = calm.plus(SLACK);
        for (Run run : store.tables().runs().values()) {
            Instant latest = latest(run, calm).plus(SLACK);
            unless(
                    run.status().terminal() || !store.now().isAfter(latest),
                    "run " + run.id() + " is still " + run.status().word() + ", it should have ended by " + latest);
            last = latest.isAfter(last) ? latest : last;
        }
        if (store.now().isAfter(last)) {
            unless(reached(), "all runs have ended, by " + last + " the rest should have; left are " + left());
        }
    }

    private String left() {
        String jobs = unfinished()
                .map(job -> "job " + job.id() + " (" + job.created().type().word() + ")")
                .collect(Collectors.joining(", "));
        return store.outcomes().size() + " unfolded outcomes and the jobs [" + jobs + "]";
    }

    private Stream<Known> unfinished() {
        return store.queue().known().values().stream().filter(job -> job.place() != Known.Place.FINISHED);
    }

    private Instant latest(Run run, Instant calm) {
        Instant latest = calm;
        for (int lead : run.config().era5LeadHours()) {
            Instant due = run.config().due(run.initTime(), lead);
            Instant giveUp = (due.isAfter(run.created()) ? due : run.created())
                    .plus(run.config().era5GiveUp());
            Instant known = truths.decided(run.initTime().plus(Duration.ofHours(lead)));
            Instant decided = known.isBefore(giveUp) ? known : giveUp;
            latest = decided.isAfter(latest) ? decided : latest;
        }
        return latest;
    }

    /** Throws if a day was forgotten, a fold is owed, or a miner that did all it had to got nothing through our doing. */
    public void requireAllDone(Instant start, int days) {
        unless(store.outcomes().isEmpty(), "outcomes were left unfolded");
        LocalDate first = LocalDate.ofInstant(start, ZoneOffset.UTC);
        for (int day = 0; day < days; day++) {
            LocalDate date = first.plusDays(day);
            unless(store.tables().days().containsKey(date), "nothing was decided about " + date);
        }
        store.tables().responses().values().forEach(this::requireFairness);
    }

    private void requireFairness(Response response) {
        Run run = store.tables().runs().get(response.runId());
        long cycle = run.initTime().getEpochSecond() / SECONDS_PER_DAY;
        Habit habit = miners.habit(response.uid(), cycle);
        if (!habit.good() || run.status() == RunStatus.ABANDONED) {
            return;
        }
        boolean blamed = response.state().status() == ResponseStatus.FAILED
                && !response.state().ended().failure().code().blameless();
        unless(
                !blamed,
                "uid " + response.uid() + " did all it had to in run " + run.id() + " and failed: "
                        + response.state().ended());
    }
}
