package fairweather.scorecard.grid;

/** A grid that is not the truth's, or is no grid at all; the message goes on after "the forecast is on another grid: ". */
public final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    Mismatch(String what) {
        super(what);
    }
}
