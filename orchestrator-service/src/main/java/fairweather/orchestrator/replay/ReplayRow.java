package fairweather.orchestrator.replay;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/** Reads the table {@code replays}. */
public final class ReplayRow {
    /** What a replay is read from; the table is p. */
    public static final String COLUMNS = "p.name, p.source_series, p.first_cycle, p.last_cycle, p.every_hours, "
            + "p.at_once, p.uids, p.reference_source, p.next_cycle";

    private ReplayRow() {}

    public static Replay replay(Row row) {
        Integer[] uids = row.getArrayOfIntegers("uids");
        return new Replay(
                row.getString("name"),
                row.getString("source_series"),
                row.getOffsetDateTime("first_cycle").toInstant(),
                row.getOffsetDateTime("last_cycle").toInstant(),
                row.getInteger("every_hours"),
                row.getInteger("at_once"),
                uids == null ? null : List.of(uids),
                row.getString("reference_source"));
    }

    /** The cycle that is opened next; after the last one when all are opened. */
    public static Instant next(Row row) {
        return row.getOffsetDateTime("next_cycle").toInstant();
    }
}
