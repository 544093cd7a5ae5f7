package fairweather.proof.chaos;

/** A fault found nothing to strike, or what it waits for did not come. */
public final class Missed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Missed(String what) {
        super(what);
    }
}
