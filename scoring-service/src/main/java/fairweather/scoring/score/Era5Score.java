package fairweather.scoring.score;

import java.util.List;

/**
 * The average over the configured ERA5 leads. Both numbers are null until the first lead is decided.
 *
 * @param combined Σ S_h / configured leads; a lead without truth adds nothing to the sum, and the divisor stays
 * @param completeness leads with at least one scored component / configured leads
 */
public record Era5Score(Double combined, Double completeness) {

    /**
     * One lead that is decided: scored, failed, or without truth.
     *
     * @param score S_h; 0 once it has failed for this miner; null if there was no truth
     * @param scored whether at least one component was scored
     */
    public record DecidedLead(Double score, boolean scored) {}

    /**
     * @param decided in ascending order of lead
     * @param configuredLeads fixed by the run's configuration
     */
    public static Era5Score of(List<DecidedLead> decided, int configuredLeads) {
        if (configuredLeads < 1 || decided.size() > configuredLeads) {
            throw new IllegalArgumentException(decided.size() + " of " + configuredLeads + " leads");
        }
        if (decided.isEmpty()) {
            return new Era5Score(null, null);
        }
        double sum = 0;
        int complete = 0;
        for (DecidedLead lead : decided) {
            sum += lead.score() == null ? 0 : lead.score();
            complete += lead.scored() ? 1 : 0;
        }
        return new Era5Score(sum / configuredLeads, (double) complete / configuredLeads);
    }
}
