package fairweather.orchestrator.invariant;

import java.time.Instant;
import java.util.List;

/**
 * What the views say at one moment.
 *
 * @param violations the number of all violations
 */
public record InvariantReport(Instant checkedAt, List<Checked> invariants, long violations) {
    public InvariantReport {
        invariants = List.copyOf(invariants);
    }

    /** @param name the name of the view; @param examples at most 20 of the violations */
    public record Checked(String name, String title, long violations, List<Violation> examples) {
        public Checked {
            examples = List.copyOf(examples);
        }
    }
}
