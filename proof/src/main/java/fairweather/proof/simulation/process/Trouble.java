package fairweather.proof.simulation.process;

/** The store did not answer; whether it did what was asked nobody knows. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Trouble(String message) {
        super(message, null, false, false);
    }
}
