package fairweather.orchestrator.fold;

/** A row that a step needs is locked by somebody else for longer than the fold waits: the step is to be done later. */
public final class Locked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Locked(RuntimeException refusal) {
        super(refusal);
    }
}
