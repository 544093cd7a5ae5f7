package fairweather.orchestrator.calendar;

import fairweather.database.Database.Session;
import fairweather.orchestrator.calendar.RunCalendar.Decision;
import fairweather.run.RunConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Carries out what the calendars of all series decide, and records each decision once. */
public final class CalendarKeeper {
    private static final Logger LOG = Logger.getLogger(CalendarKeeper.class);

    /** How many days back a day without any orchestrator is still recorded as missed. */
    private static final int LOOK_BACK_DAYS = 7;

    private static final String SERIES = """
            SELECT name, cycle_hour, open_at_minute, jitter_minutes, run_config, fw_now() AS now,
                   (SELECT max(cycle) FROM calendar_days d WHERE d.series = s.name) AS decided
            FROM series s WHERE calendar_enabled ORDER BY name
            """;

    private static final String DECIDED =
            "SELECT EXISTS (SELECT FROM calendar_days WHERE series = $1 AND cycle = $2) AS decided";

    private static final String RECORD = """
            INSERT INTO calendar_days (series, cycle, decision, reason) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOG_LINE =
            "INSERT INTO validator_job_logs (run_id, level, source, message) VALUES ($1, $2, 'calendar', $3)";

    private final RunOpener.Identity identity;

    public CalendarKeeper(RunOpener.Identity identity) {
        this.identity = identity;
    }

    /** Looks at every series once. */
    public void tick(Session tx) {
        for (Row row : tx.query(SERIES)) {
            keep(tx, row);
        }
    }

    private void keep(Session tx, Row row) {
        JsonObject config = row.getJsonObject("run_config");
        RunCalendar calendar = new RunCalendar(
                row.getString("name"),
                row.getInteger("cycle_hour"),
                row.getInteger("open_at_minute"),
                row.getInteger("jitter_minutes"),
                RunConfig.fromJson(config));
        Instant now = row.getOffsetDateTime("now").toInstant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String hotkey;
        try {
            hotkey = identity.hotkey();
        } catch (IOException failure) {
            LOG.warnf("the calendar waits: the validator's identity is unknown (%s)", failure.getMessage());
            return;
        }
        if (row.getOffsetDateTime("decided") != null) {
            Instant last = row.getOffsetDateTime("decided").toInstant();
            LocalDate from = LocalDate.ofInstant(last, ZoneOffset.UTC).plusDays(1);
            LocalDate earliest = today.minusDays(LOOK_BACK_DAYS);
            for (LocalDate day = from.isBefore(earliest) ? earliest : from;
                    day.isBefore(today);
                    day = day.plusDays(1)) {
                missed(tx, calendar, calendar.cycle(day), "no orchestrator was at work that day");
            }
        }
        switch (calendar.decide(today, hotkey, now)) {
            case Decision.Wait wait -> LOG.debugf("series %s waits until %s", calendar.series(), wait.until());
            case Decision.Open open -> open(tx, calendar, open, hotkey, config);
            case Decision.Missed missed -> missed(tx, calendar, missed.cycle(), missed.reason());
        }
    }

    private static void open(Session tx, RunCalendar calendar, Decision.Open open, String hotkey, JsonObject config) {
        if (decided(tx, calendar.series(), open.cycle())) {
            return;
        }
        String reason = open.late() ? "opened late, made up for on the same day" : "opened at its regular time";
        RunOpener.Result result = RunOpener.open(
                tx,
                new RunOpener.Request(
                        calendar.series(),
                        open.cycle().atOffset(ZoneOffset.UTC),
                        null,
                        hotkey,
                        config,
                        open.late(),
                        "calendar",
                        reason));
        int runId = switch (result) {
            case RunOpener.Result.Opened opened -> opened.id();
            case RunOpener.Result.Live live -> live.id();
            case RunOpener.Result.Refused refused ->
                throw new IllegalStateException("the calendar's run was refused: " + refused.reason());
        };
        record(tx, calendar.series(), open.cycle(), "opened", reason);
        tx.update(LOG_LINE, runId, "INFO", calendar.series() + " " + open.cycle() + ": " + reason);
    }

    private static void missed(Session tx, RunCalendar calendar, Instant cycle, String reason) {
        if (record(tx, calendar.series(), cycle, "missed", reason)) {
            tx.update(LOG_LINE, null, "WARN", calendar.series() + " " + cycle + " is missed: " + reason);
        }
    }

    private static boolean decided(Session tx, String series, Instant cycle) {
        return tx.first(DECIDED, series, cycle.atOffset(ZoneOffset.UTC))
                .orElseThrow()
                .getBoolean("decided");
    }

    private static boolean record(Session tx, String series, Instant cycle, String decision, String reason) {
        return tx.update(RECORD, series, cycle.atOffset(ZoneOffset.UTC), decision, reason) == 1;
    }
}
