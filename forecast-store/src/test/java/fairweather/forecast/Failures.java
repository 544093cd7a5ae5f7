package fairweather.forecast;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The code of the failure that an action ends with. */
public final class Failures {
    private Failures() {}

    public static Code codeOf(ThrowingCallable action) {
        FailureException failure = catchThrowableOfType(FailureException.class, action);
        if (failure == null) {
            throw new AssertionError("the action succeeded");
        }
        return failure.code();
    }
}
