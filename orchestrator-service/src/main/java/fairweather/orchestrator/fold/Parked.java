package fairweather.orchestrator.fold;

import fairweather.failure.Sanitiser;

/** What is told of something that could not be folded. */
final class Parked {
    private Parked() {}

    static String why(RuntimeException failure) {
        return Sanitiser.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
}
