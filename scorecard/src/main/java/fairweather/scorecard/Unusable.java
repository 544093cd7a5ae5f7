package fairweather.scorecard;

import fairweather.failure.FailureException;

/** Something that the researcher gave cannot be used; the message is one sentence that names it and says why. */
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unusable(String sentence) {
        super(sentence);
    }

    public Unusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What went wrong, without the code that services store. */
    public static String sentence(FailureException failure) {
        return failure.failure().message();
    }
}
