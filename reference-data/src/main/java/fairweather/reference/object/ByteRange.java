package fairweather.reference.object;

/** Bytes {@code from} to {@code to}, both inclusive, that are wanted. */
record ByteRange(long from, long to) {
    ByteRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a range from byte " + from + " to " + to);
        }
    }

    long length() {
        return to - from + 1;
    }
}
