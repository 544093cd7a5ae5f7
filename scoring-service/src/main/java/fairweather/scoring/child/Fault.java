package fairweather.scoring.child;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import java.util.Objects;

/** A failure on its way between the processes. */
record Fault(Code code, String message) {
    Fault {
        Objects.requireNonNull(code, "code");
    }

    static Fault of(Failure failure) {
        return new Fault(failure.code(), failure.message());
    }

    Failure failure() {
        return Failure.of(code, message);
    }
}
