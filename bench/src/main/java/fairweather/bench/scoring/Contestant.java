package fairweather.bench.scoring;

/** Who does the work; each a process of its own. */
enum Contestant {
    VECTORS("ours"),
    ONE_PROCESSOR("ours, one processor"),
    SCALARS("ours, no vectors"),
    PYTHON("Python");

    private final String words;

    Contestant(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
