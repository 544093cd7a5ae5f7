package fairweather.bench.data;

/** What is read. */
enum Subject {
    GFS("GFS: 69 of the 696 fields of a step", 69, 1),
    ARCO("ERA5 (ARCO): 13 of 37 levels of t and z, and 2t", 27, 1),
    CLIMATOLOGY("Climatology (WeatherBench 2): 1 field of a chunk of 9", 1, 10),
    CACHED("A field on the disk: opened, and its values copied", 1, 20);

    private final String words;
    private final int fields;
    private final int repeats;

    Subject(String words, int fields, int repeats) {
        this.words = words;
        this.fields = fields;
        this.repeats = repeats;
    }

    String words() {
        return words;
    }

    int fields() {
        return fields;
    }

    /** How often it is read to be measured once. */
    int repeats() {
        return repeats;
    }

    /** Whether it is fetched; else it is on the local disk. */
    boolean remote() {
        return this != CACHED;
    }
}
