package fairweather.scoring.parity;

import fairweather.failure.Code;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.ScoreRules;
import java.util.List;
import java.util.Optional;

/** Whether enough of a variable is there for an ERA5 lead: by points, and over all its levels together. */
public final class ParityCoverage {
    private ParityCoverage() {}

    /** @param levels those that could be decoded */
    public static Optional<Absence> absence(List<ParitySums> levels) {
        double present = 0;
        double truths = 0;
        for (ParitySums level : levels) {
            present += level.get(ParitySum.N_PRESENT);
            truths += level.get(ParitySum.N_TRUTH);
        }
        double coverage = truths > 0 ? present / truths : 0;
        return coverage < ScoreRules.LEAST_COVERAGE
                ? Optional.of(new Absence(
                        Code.CONTENT_VALUES,
                        "the coverage is " + coverage + ", less than " + ScoreRules.LEAST_COVERAGE))
                : Optional.empty();
    }
}
