package fairweather.proof.simulation.check;

import static fairweather.proof.simulation.trace.Violation.unless;

import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.machine.Lead;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.response.ResponseStatus;

/** What a response scores, told a second time: nothing before the first lead, then sums over all leads. */
final class ScoreRules {
    private static final double TOLERANCE = 1e-12;

    private ScoreRules() {}

    static void check(Response response, int leads) {
        ResponseState state = response.state();
        boolean ended = state.status() == ResponseStatus.FAILED || state.status() == ResponseStatus.CANCELLED;
        Double combined = null;
        Double completeness = null;
        if (ended) {
            boolean ours = state.status() == ResponseStatus.CANCELLED
                    || state.ended().failure().code().blameless();
            combined = ours ? null : 0.0;
            completeness = combined;
            same(response, "overall score", state.overall(leads), combined);
        } else if (!state.scores().leads().isEmpty()) {
            double sum = 0;
            int scored = 0;
            for (Lead lead : state.scores().leads().values()) {
                if (lead instanceof Lead.Scored(double score, int components)) {
                    sum += score;
                    scored += components > 0 ? 1 : 0;
                }
            }
            combined = sum / leads;
            completeness = (double) scored / leads;
        }
        same(response, "combined score", state.combined(leads), combined);
        same(response, "completeness", state.completeness(leads), completeness);
    }

    private static void same(Response response, String what, Double is, Double should) {
        boolean same = is == null || should == null ? is == should : Math.abs(is - should) < TOLERANCE;
        unless(same, "the " + what + " of response " + response.id() + " is " + is + ", not " + should);
    }
}
