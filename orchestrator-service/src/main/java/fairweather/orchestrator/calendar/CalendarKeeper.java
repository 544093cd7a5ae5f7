package fairweather.orchestrator.calendar;

import fairweather.database.Database.Session;
import fairweather.orchestrator.calendar.RunCalendar.Decision;
import fairweather.orchestrator.periodic.Apart;
import fairweather.orchestrator.periodic.Work;
import io.vertx.mutiny.sqlclient.Row;
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

    static final String SERIES = """
            SELECT %s, cycle_hour, open_at_minute, jitter_minutes, fw_now() AS now,
                   (SELECT max(cycle) FROM calendar_days d WHERE d.series = s.name) AS decided
            FROM series s WHERE calendar_enabled ORDER BY name
            """.formatted(Series.COLUMNS);

    /**
     * Whether the day's run may still be opened: nothing is decided yet, or all that was opened has failed. The decision
     * is about the nominal cycle $2, the run forecasts $3.
     */
    private static final String OPENABLE = """
            SELECT NOT EXISTS (SELECT FROM calendar_days WHERE series = $1 AND cycle = $2)
                OR count(*) BETWEEN 1 AND $4 - 1 AND bool_and(status = 'failed') AS openable, count(*) > 0 AS again
            FROM weather_forecast_runs WHERE series = $1 AND gfs_init_time_utc = $3
            """;

    private static final String RECORD = """
            INSERT INTO calendar_days (series, cycle, decision, reason) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOG_LINE =
            "INSERT INTO validator_job_logs (run_id, level, source, message) VALUES ($1, $2, 'calendar', $3)";

    private final LearntIdentity identity;

    /** @param nanoTime a clock that only runs forward, in ns */
    public CalendarKeeper(RunOpener.Identity identity, LongSupplier nanoTime) {
        this.identity = new LearntIdentity(identity, nanoTime);
    }

    @Override
    public void before() {
        learnIdentity();
        if (identity.hotkey().isEmpty()) {
            throw new IllegalStateException(LearntIdentity.UNKNOWN);
        }
    }

    @Override
    public Progress turn(Session tx, Instant occasion) {
        return Progress.done(tick(tx));
    }

    /** Before the transaction, since it may take long. */
    public void learnIdentity() {
        identity.learn();
    }

    /**
     * Looks at every series once; nothing is decided while the validator's identity is unknown. The number of decisions
     * that were recorded.
     */
    public int tick(Session tx) {
        String validator = identity.hotkey().orElse(null);
        if (validator == null) {
            return 0;
        }
        int recorded = 0;
        for (Row row : tx.query(SERIES)) {
            // A series that cannot be read holds no other up.
            recorded += Apart.attempt(tx, () -> keep(tx, row, validator), failure -> {
                LOG.errorf(failure, "the calendar of series %s cannot be kept", row.getString("name"));
                return 0;
            });
        }
        return recorded;
    }

    private static int keep(Session tx, Row row, String hotkey) {
        int recorded = 0;
        Series series = Series.of(row);
        RunCalendar calendar = RunCalendar.of(row.getString("name"), row);
        Instant now = row.getOffsetDateTime("now").toInstant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (LocalDate day : undecidedDays(row, today)) {
            recorded += missed(tx, calendar, calendar.cycle(day), NOBODY_AT_WORK);
        }
        return recorded
                + switch (calendar.decide(today, hotkey, now)) {
                    case Decision.Wait wait -> 0;
                    case Decision.Open open -> open(tx, series, open, hotkey);
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

    static Row openable(Session tx, Series series, Instant nominal) {
        OffsetDateTime cycle = series.cycle(nominal).atOffset(ZoneOffset.UTC);
        return tx.first(OPENABLE, series.name(), nominal.atOffset(ZoneOffset.UTC), cycle, MOST_OPENINGS)
                .orElseThrow();
    }

    private static int open(Session tx, Series series, Decision.Open open, String hotkey) {
        Row before = openable(tx, series, open.cycle());
        if (!before.getBoolean("openable")) {
            return 0;
        }
        String reason = before.getBoolean("again")
                ? "opened again, since the day's run has failed"
                : open.late() ? "opened late, made up for on the same day" : "opened at its regular time";
        RunOpener.Request request = new RunOpener.Request(
                series, open.cycle(), RunOpener.Wishes.NONE, hotkey, open.late(), "calendar", reason);
        RunOpener.Result result = RunOpener.open(tx, request);
        int runId = switch (result) {
            case RunOpener.Result.Opened opened -> opened.id();
            case RunOpener.Result.Live live -> live.id();
            case RunOpener.Result.Refused refused ->
                throw new IllegalStateException("the calendar's run was refused: " + refused.reason());
        };
        record(tx, series.name(), open.cycle(), "opened", reason);
        tx.update(LOG_LINE, runId, "INFO", series.name() + " " + open.cycle() + ": " + reason);
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
