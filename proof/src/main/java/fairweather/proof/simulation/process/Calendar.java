package fairweather.proof.simulation.process;

import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.calendar.RunCalendar.Decision;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.store.Tables;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Keeps the one series of a simulation as the orchestrator keeps its own; what to do about a day is its calendar's. */
final class Calendar {
    private static final int MOST_OPENINGS = 3;

    private final RunCalendar calendar;
    private final Store store;
    private final LocalDate last;

    /** @param last the last day that gets a run */
    Calendar(RunCalendar calendar, Store store, LocalDate last) {
        this.calendar = calendar;
        this.store = store;
        this.last = last;
    }

    void tick(String validator) {
        Instant now = store.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Tables tables = store.tables();
        if (!tables.days().isEmpty()) {
            for (LocalDate day = tables.days().lastKey().plusDays(1);
                    day.isBefore(today) && !day.isAfter(last);
                    day = day.plusDays(1)) {
                tables.days().put(day, "missed");
            }
        }
        if (today.isAfter(last)) {
            return;
        }
        switch (calendar.decide(today, validator, now)) {
            case Decision.Wait wait -> {}
            case Decision.Missed missed -> tables.days().putIfAbsent(today, "missed");
            case Decision.Open open -> open(today, open, validator);
        }
    }

    private void open(LocalDate today, Decision.Open open, String validator) {
        Tables tables = store.tables();
        List<Run> before = tables.runs().values().stream()
                .filter(run -> run.initTime().equals(open.cycle()))
                .toList();
        boolean again = !before.isEmpty()
                && before.size() < MOST_OPENINGS
                && before.stream().allMatch(run -> run.status() == RunStatus.FAILED);
        if (tables.days().containsKey(today) && !again) {
            return;
        }
        int id = tables.runs().isEmpty() ? 1 : tables.runs().lastKey() + 1;
        Run run = new Run(
                id,
                RunStatus.CREATED,
                calendar.config(),
                open.cycle(),
                store.now(),
                validator,
                "forecast",
                "10day",
                null,
                true,
                true,
                null);
        store.open(run, new JsonObject().put("reason", open.late() ? "opened late" : "opened"));
        tables.days().putIfAbsent(today, "opened");
    }

    /** Gives up runs whose horizon has passed. */
    void sweep() {
        for (Run run : List.copyOf(store.tables().runs().values())) {
            if (run.status().terminal()) {
                continue;
            }
            Instant due = run.config()
                    .due(run.initTime(), run.config().era5LeadHours().getLast());
            Instant from = due.isAfter(run.created()) ? due : run.created();
            boolean stuck = run.status().rank() <= RunStatus.QUERYING_MINERS.rank()
                    && store.now().isAfter(run.created().plus(Duration.ofHours(24)));
            if (stuck || store.now().isAfter(from.plus(run.config().abandonAfter()))) {
                store.abandonRun(run.id(), "its horizon has passed");
            }
        }
    }
}
