package fairweather.bench.queue;

/** What all contestants have alike. */
final class Setting {
    /** Connections to the database, of the workers and again of those who enqueue. */
    static final int CONNECTIONS = 8;

    /** Jobs that one process may run at once where it may take several. */
    static final int SLOTS = 64;

    private Setting() {}
}
