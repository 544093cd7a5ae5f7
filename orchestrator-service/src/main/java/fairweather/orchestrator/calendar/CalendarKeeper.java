package fairweather.orchestrator.calendar;

import fairweather.database.Database.Session;
import fairweather.database.DatabaseTrouble;
import fairweather.orchestrator.calendar.RunCalendar.Decision;
import fairweather.orchestrator.periodic.Work;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Carries out what the calendars of all series decide, and records each decision once. */
public final class CalendarKeeper implements Work {
    private static final Logger LOG = Logger.getLogger(CalendarKeeper.class);

    /** How many days back a day without any orchestrator is still recorded as missed. */
    private static final int LOOK_BACK_DAYS = 7;

    /** How often a day's run is opened if each one fails. */
    private static final int MOST_OPENINGS = 3;

    static final String NOBODY_AT_WORK = "no orchestrator was at work that day";

    private static final Duration IDENTITY_LASTS = Duration.ofMinutes(1);

    static final String SERIES = """
            SELECT name, cycle_hour, open_at_minute, jitter_minutes, run_config, fw_now() AS now,
                   (SELECT max(cycle) FROM calendar_days d WHERE d.series = s.name) AS decided
            FROM series s WHERE calendar_enabled ORDER BY name
            """;

    /** Whether the day's run may still be opened: nothing is decided yet, or all that was opened has failed. */
    private static final String OPENABLE = """
            SELECT NOT EXISTS (SELECT FROM calendar_days WHERE series = $1 AND cycle = $2)
                OR count(*) BETWEEN 1 AND $3 - 1 AND bool_and(status = 'failed') AS openable, count(*) > 0 AS again
            FROM weather_forecast_runs WHERE series = $1 AND gfs_init_time_utc = $2
            """;

    private static final String RECORD = """
            INSERT INTO calendar_days (series, cycle, decision, reason) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOG_LINE =
            "INSERT INTO validator_job_logs (run_id, level, source, message) VALUES ($1, $2, 'calendar', $3)";

    private final RunOpener.Identity identity;
    private final LongSupplier nanoTime;
    private volatile String hotkey;
    private volatile long learnt;

    /** @param nanoTime a clock that only runs forward, in ns */
    public CalendarKeeper(RunOpener.Identity identity, LongSupplier nanoTime) {
        this.identity = identity;
        this.nanoTime = nanoTime;
    }

    @Override
    public void before() {
        learnIdentity();
        if (hotkey == null) {
            throw new IllegalStateException("the validator's identity is unknown: the gateway does not answer");
        }
    }

    @Override
    public Progress turn(Session tx, Instant occasion) {
        return Progress.done(tick(tx));
    }

    /** Asks the gateway for the validator's identity, once a minute; before the transaction, since it may take long. */
    public void learnIdentity() {
        if (hotkey != null && nanoTime.getAsLong() - learnt < IDENTITY_LASTS.toNanos()) {
            return;
        }
        try {
            hotkey = identity.hotkey();
            learnt = nanoTime.getAsLong();
        } catch (IOException failure) {
            LOG.debugf("the calendar waits: the validator's identity is unknown (%s)", failure.toString());
            hotkey = null;
        }
    }

    /**
     * Looks at every series once; nothing is decided while the validator's identity is unknown. The number of decisions
     * that were recorded.
     */
    public int tick(Session tx) {
        String validator = hotkey;
        if (validator == null) {
            return 0;
        }
        int recorded = 0;
        for (Row row : tx.query(SERIES)) {
            recorded += apart(tx, row, validator);
        }
        return recorded;
    }

    /** A series that cannot be read holds no other up. */
    private static int apart(Session tx, Row row, String hotkey) {
        tx.command("SAVEPOINT one_series");
        try {
            int recorded = keep(tx, row, hotkey);
            tx.command("RELEASE SAVEPOINT one_series");
            return recorded;
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.passes(failure)) {
                throw failure;
            }
            LOG.errorf(failure, "the calendar of series %s cannot be kept", row.getString("name"));
            tx.command("ROLLBACK TO SAVEPOINT one_series");
            return 0;
        }
    }

    private static int keep(Session tx, Row row, String hotkey) {
        int recorded = 0;
        JsonObject config = row.getJsonObject("run_config");
        RunCalendar calendar = RunCalendar.of(row.getString("name"), row);
        Instant now = row.getOffsetDateTime("now").toInstant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (LocalDate day : undecidedDays(row, today)) {
            recorded += missed(tx, calendar, calendar.cycle(day), NOBODY_AT_WORK);
        }
        return recorded
                + switch (calendar.decide(today, hotkey, now)) {
                    case Decision.Wait wait -> 0;
                    case Decision.Open open -> open(tx, calendar, open, hotkey, config);
                    case Decision.Missed missed -> missed(tx, calendar, missed.cycle(), missed.reason());
                };
    }

    /** The past days since the last decision about a series. */
    static List<LocalDate> undecidedDays(Row series, LocalDate today) {
        OffsetDateTime decided = series.getOffsetDateTime("decided");
        if (decided == null) {
            return List.of();
        }
        LocalDate from =
                LocalDate.ofInstant(decided.toInstant(), ZoneOffset.UTC).plusDays(1);
        LocalDate earliest = today.minusDays(LOOK_BACK_DAYS);
        LocalDate first = from.isBefore(earliest) ? earliest : from;
        return first.isBefore(today) ? first.datesUntil(today).toList() : List.of();
    }

    static Row openable(Session tx, String series, Instant cycle) {
        return tx.first(OPENABLE, series, cycle.atOffset(ZoneOffset.UTC), MOST_OPENINGS)
                .orElseThrow();
    }

    private static int open(Session tx, RunCalendar calendar, Decision.Open open, String hotkey, JsonObject config) {
        Row before = openable(tx, calendar.series(), open.cycle());
        if (!before.getBoolean("openable")) {
            return 0;
        }
        String reason = before.getBoolean("again")
                ? "opened again, since the day's run has failed"
                : open.late() ? "opened late, made up for on the same day" : "opened at its regular time";
        RunOpener.Result result = RunOpener.open(
                tx,
                new RunOpener.Request(
                        calendar.series(),
                        open.cycle().atOffset(ZoneOffset.UTC),
                        RunOpener.Wishes.NONE,
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
        return 1;
    }

    private static int missed(Session tx, RunCalendar calendar, Instant cycle, String reason) {
        if (!record(tx, calendar.series(), cycle, "missed", reason)) {
            return 0;
        }
        tx.update(LOG_LINE, null, "WARN", calendar.series() + " " + cycle + " is missed: " + reason);
        return 1;
    }

    private static boolean record(Session tx, String series, Instant cycle, String decision, String reason) {
        return tx.update(RECORD, series, cycle.atOffset(ZoneOffset.UTC), decision, reason) == 1;
    }
}
