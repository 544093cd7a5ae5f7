package fairweather.data.fetch;

/** How it stands with a batch of fields; the last one weighs most. */
enum Standing {
    THERE,
    NOT_YET,
    /** Will never come from here. */
    GONE,
    /** Nobody could be asked. */
    UNREACHABLE,
    BROKEN;

    private static final int BROKEN_CODE = 1;
    private static final int NOT_YET_CODE = 3;

    String words() {
        return switch (this) {
            case THERE -> "there";
            case NOT_YET -> "not yet";
            case GONE -> "not to be had";
            case UNREACHABLE -> "unreachable";
            case BROKEN -> "broken";
        };
    }

    int exitCode() {
        return switch (this) {
            case THERE -> 0;
            case NOT_YET -> NOT_YET_CODE;
            case GONE, UNREACHABLE, BROKEN -> BROKEN_CODE;
        };
    }

    Standing orWorse(Standing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
