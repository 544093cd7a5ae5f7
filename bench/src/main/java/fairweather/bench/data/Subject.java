package fairweather.bench.data;

/** What is read. */
enum Subject {
    GFS("GFS: 69 of 696 fields of a step", 69),
    ARCO("ERA5 as in the ARCO store: 13 of 37 levels of two variables, and one surface field", 27),
    CLIMATOLOGY("Climatology as in WeatherBench 2: a field out of a chunk of nine", 1),
    CACHED("A field that is on the disk: opened, and all its values copied", 1);

    private final String words;
    private final int fields;

    Subject(String words, int fields) {
        this.words = words;
        this.fields = fields;
    }

    String words() {
        return words;
    }

    int fields() {
        return fields;
    }

    /** What is looked up here stands on the local disk; nothing is fetched. */
    boolean remote() {
        return this != CACHED;
    }
}
