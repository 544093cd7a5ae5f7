package fairweather.check.conformance;

/** A check cannot be made, because something that it needs is missing. */
final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReached(String why) {
        super(why, null, false, false);
    }
}
