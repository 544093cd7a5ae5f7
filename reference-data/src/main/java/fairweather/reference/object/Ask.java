package fairweather.reference.object;

/** What is wanted of an object. */
sealed interface Ask {
    String key();

    record Head(String key) implements Ask {}

    /** Its length, of a server that does not tell it without being asked for bytes. */
    record Length(String key) implements Ask {}

    record Whole(String key, long most) implements Ask {}

    /** @param etag null for any state */
    record Part(String key, ByteRange range, String etag) implements Ask {}

    default String word() {
        return switch (this) {
            case Head head -> "head";
            case Length length -> "head";
            case Whole whole -> "get";
            case Part part -> "range";
        };
    }
}
