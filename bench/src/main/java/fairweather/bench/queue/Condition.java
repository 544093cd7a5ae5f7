package fairweather.bench.queue;

/** In what state the table is when the work begins. */
enum Condition {
    EMPTY("empty table"),
    FINISHED("finished rows"),
    SNAPSHOT("old snapshot");

    private final String words;

    Condition(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
