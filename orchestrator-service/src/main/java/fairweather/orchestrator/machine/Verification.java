package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import java.time.Instant;
import java.util.Locale;

/** What is known of the frozen manifest; {@code code}, {@code at} and {@code manifestHash} may be null. */
public record Verification(State state, Code code, Instant at, String manifestHash) {
    public static final Verification NONE = new Verification(State.NONE, null, null, null);

    /** The words of the column {@code verification_state}. */
    public enum State {
        NONE,
        PENDING,
        VERIFIED,
        FAILED,
        LATE,
        OFFLINE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verification pending() {
        return new Verification(State.PENDING, null, null, null);
    }

    /** The manifest that was frozen counts again. */
    Verification restored(Instant when) {
        return verified() ? this : new Verification(State.VERIFIED, null, when, manifestHash);
    }

    /** True if there is a manifest to score, whatever was said of it since. */
    boolean frozen() {
        return manifestHash != null;
    }

    boolean verified() {
        return state == State.VERIFIED;
    }

    /** How a response looks whose verification is given up for this reason. */
    Verification refused(Code reason, Instant when) {
        State end = reason == Code.LATE ? State.LATE : reason.integrity() ? State.FAILED : State.OFFLINE;
        return new Verification(end, reason, when, manifestHash);
    }
}
