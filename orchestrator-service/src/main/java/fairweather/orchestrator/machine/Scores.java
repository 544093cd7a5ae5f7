package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.score.OverallScore;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a response's scores.
 *
 * @param day1 0 to 1, or null if not scored or not scorable
 * @param leads the decided ERA5 leads by hours
 */
public record Scores(Double day1, SortedMap<Integer, Lead> leads) {
    public static final Scores NONE = new Scores(null, Collections.emptySortedMap());

    public Scores {
        leads = Collections.unmodifiableSortedMap(new TreeMap<>(leads));
    }

    Scores withDay1(Double score) {
        return new Scores(score, leads);
    }

    Scores withLead(int hours, Lead lead) {
        SortedMap<Integer, Lead> more = new TreeMap<>(leads);
        more.put(hours, lead);
        return new Scores(day1, more);
    }

    /** Only the leads that were scored: what became of the others is forgotten. */
    Scores scoredOnly() {
        SortedMap<Integer, Lead> kept = new TreeMap<>(leads);
        kept.values().removeIf(lead -> !(lead instanceof Lead.Scored));
        return new Scores(day1, kept);
    }

    SortedSet<Integer> scoredLeads() {
        SortedSet<Integer> scored = new TreeSet<>(leads.keySet());
        scored.removeIf(lead -> !(leads.get(lead) instanceof Lead.Scored));
        return scored;
    }

    public boolean decided(int hours) {
        return leads.containsKey(hours);
    }

    boolean anyScored() {
        return leads.values().stream().anyMatch(Lead.Scored.class::isInstance);
    }

    /** Why no lead was scored: through the miner if any lead failed through it, else through us, else for lack of truth. */
    Failure whyNone() {
        for (Map.Entry<Integer, Lead> entry : leads.entrySet()) {
            if (entry.getValue() instanceof Lead.Failed(Code code)) {
                return noneScored(code, entry.getKey());
            }
        }
        for (Map.Entry<Integer, Lead> entry : leads.entrySet()) {
            if (entry.getValue() instanceof Lead.Lost(Code code)) {
                return noneScored(code, entry.getKey());
            }
        }
        return Failure.of(Code.TRUTH_UNAVAILABLE, "no lead had a truth to score against");
    }

    private static Failure noneScored(Code code, int lead) {
        return Failure.of(code, "no lead was scored; lead " + lead + " h ended with " + code);
    }

    /** The lead's score as it is stored: null while it is not decided and when it is lost or its truth unavailable. */
    public Double leadScore(int hours) {
        return switch (leads.get(hours)) {
            case null -> null;
            case Lead.Scored scored -> scored.score();
            case Lead.Failed failed -> 0.0;
            case Lead.Lost lost -> null;
            case Lead.Unavailable unavailable -> null;
        };
    }

    /** Σ of lead scores / configured leads; null before the first lead is decided. */
    public Double combined(int configuredLeads) {
        if (leads.isEmpty()) {
            return null;
        }
        double sum = 0;
        for (Map.Entry<Integer, Lead> lead : leads.entrySet()) {
            Double score = leadScore(lead.getKey());
            sum += score == null ? 0 : score;
        }
        return sum / configuredLeads;
    }

    /** Leads with at least one scored component / configured leads; null before the first lead is decided. */
    public Double completeness(int configuredLeads) {
        if (leads.isEmpty()) {
            return null;
        }
        long scored = leads.values().stream()
                .filter(lead -> lead instanceof Lead.Scored(double score, int components) && components > 0)
                .count();
        return (double) scored / configuredLeads;
    }

    /** The blend of {@code scoring-strict} §9 from what is known now; null if nothing is. */
    public Double overall(int configuredLeads) {
        Double combined = combined(configuredLeads);
        if (combined == null && day1 == null) {
            return null;
        }
        return OverallScore.of(combined, OverallScore.passed(day1));
    }
}
