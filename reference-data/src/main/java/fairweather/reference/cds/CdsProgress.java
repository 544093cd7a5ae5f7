package fairweather.reference.cds;

import fairweather.failure.Sanitiser;
import java.util.Locale;

/**
 * How far a request has come.
 *
 * @param job the provider's id of its job; there is one exactly while {@link State#SUBMITTED}
 * @param looks how often the job was looked at and had not ended
 * @param refusals how often in a row the provider, or what it delivered, was of no use
 * @param spoiltDownloads how often in a row the job's result did not arrive whole
 * @param message the last word about it, for an operator; cleaned
 */
public record CdsProgress(State state, String job, int looks, int refusals, int spoiltDownloads, String message) {

    /** What has been done. */
    public enum State {
        /** Nothing. */
        WANTED,
        /** It is being submitted; past the lease of who does that, it may have been, and its job is not known. */
        SUBMITTING,
        /** The provider has it. */
        SUBMITTED,
        /** It came to nothing, and is to be submitted again. */
        REFUSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if no state has this word */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public CdsProgress {
        message = Sanitiser.clean(message);
        if ((state == State.SUBMITTED) != (job != null)) {
            throw new IllegalArgumentException("a submitted request, and no other, has a job");
        }
    }

    /** Of a request that is new. */
    public static final CdsProgress NONE = new CdsProgress(State.WANTED, null, 0, 0, 0, "");

    /** Whoever submitted it died, or was not answered, before the job was known. */
    boolean orphaned() {
        return state == State.SUBMITTING;
    }

    /** Perhaps submitted; only a new submission can tell. */
    CdsProgress unclear(String text) {
        return new CdsProgress(State.SUBMITTING, null, 0, refusals + 1, 0, text);
    }

    CdsProgress submitting() {
        return new CdsProgress(State.SUBMITTING, null, 0, refusals, 0, message);
    }

    CdsProgress submitted(String id, String text) {
        return new CdsProgress(State.SUBMITTED, id, 0, refusals, 0, text);
    }

    /** Not submitted after all, through no fault of the request. */
    CdsProgress wanted(String text) {
        return new CdsProgress(State.WANTED, null, 0, refusals, 0, text);
    }

    CdsProgress looked(String text) {
        return new CdsProgress(state, job, looks + 1, refusals, spoiltDownloads, text);
    }

    CdsProgress spoilt(String text) {
        return new CdsProgress(state, job, looks, refusals, spoiltDownloads + 1, text);
    }

    CdsProgress refused(String text) {
        return new CdsProgress(State.REFUSED, null, 0, refusals + 1, 0, text);
    }
}
