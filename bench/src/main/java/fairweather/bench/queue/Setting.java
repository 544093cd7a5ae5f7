package fairweather.bench.queue;

/** What all contestants have alike. */
final class Setting {
    /** Connections to the database, of the workers and again of those who enqueue. */
    static final int CONNECTIONS = 8;

    /** Jobs that one process may run at once where it may take several. */
    static final int SLOTS = 64;

    /** Jobs that one process may have claimed at once: as many as db-scheduler fetches ahead. */
    static final int CLAIMED = 4 * SLOTS;

    private Setting() {}
}
