package fairweather.data.place;

/** Settings that cannot be followed; the message is a sentence for the operator. */
public final class Misconfigured extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Misconfigured(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public Misconfigured(String sentence) {
        this(sentence, null);
    }
}
