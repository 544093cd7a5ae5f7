package fairweather.reference.gfs;

/**
 * A stretch of an object's bytes.
 *
 * @param from first and {@code to} last byte, both inclusive
 */
record Span(long from, long to) implements Comparable<Span> {
    Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no bytes from " + from + " to " + to);
        }
    }

    long length() {
        return to - from + 1;
    }

    boolean holds(Span inner) {
        return from <= inner.from && inner.to <= to;
    }

    @Override
    public int compareTo(Span other) {
        return from == other.from ? Long.compare(to, other.to) : Long.compare(from, other.from);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
