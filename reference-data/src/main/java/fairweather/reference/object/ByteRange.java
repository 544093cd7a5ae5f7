package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;

/** Bytes {@code from} to {@code to}, both inclusive, that are wanted. */
record ByteRange(long from, long to) {
    /** What an array holds. */
    static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    ByteRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a range from byte " + from + " to " + to);
        }
    }

    /** @throws ObjectTrouble OVERSIZE if this is more than is read at once */
    static ByteRange of(long from, long to, Subject subject) {
        ByteRange range = new ByteRange(from, to);
        if (range.length() > MOST_BYTES) {
            throw subject.trouble(Kind.OVERSIZE, range.length() + " bytes are more than is read at once");
        }
        return range;
    }

    long length() {
        return to - from + 1;
    }
}
