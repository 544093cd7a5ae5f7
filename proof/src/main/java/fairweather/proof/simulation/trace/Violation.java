package fairweather.proof.simulation.trace;

/** Something that must never be is. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Violation(String message) {
        super(message);
    }

    /** Throws unless it holds. */
    public static void unless(boolean holds, String message) {
        if (!holds) {
            throw new Violation(message);
        }
    }
}
