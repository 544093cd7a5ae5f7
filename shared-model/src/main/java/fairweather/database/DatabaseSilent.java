package fairweather.database;

import java.time.Duration;

/** The database has not answered in time. What became of the statement is not known. */
public final class DatabaseSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseSilent(Duration limit, Throwable cause) {
        super("no answer of the database within " + limit, cause);
    }
}
