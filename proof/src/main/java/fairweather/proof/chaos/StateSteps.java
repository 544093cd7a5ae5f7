package fairweather.proof.chaos;

import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether runs and responses went along legal steps: each from where the last one led, forward, and out of no end. */
final class StateSteps {
    private static final String STEPS = """
            SELECT CASE WHEN response_id IS NULL THEN 'run ' || run_id ELSE 'response ' || response_id END,
                   response_id IS NULL, from_status, to_status
            FROM state_transitions ORDER BY id
            """;

    private StateSteps() {}

    /** One step of a run or a response. */
    record Step(String whose, boolean ofRun, String from, String to) {
        private int rank(String status) {
            return ofRun
                    ? RunStatus.of(status).rank()
                    : ResponseStatus.of(status).rank();
        }

        private boolean terminal(String status) {
            return ofRun
                    ? RunStatus.of(status).terminal()
                    : ResponseStatus.of(status).terminal();
        }

        boolean legal() {
            return !terminal(from) && rank(to) > rank(from);
        }
    }

    static List<Step> read(Console console) throws SQLException {
        return console.query(
                STEPS, row -> new Step(row.getString(1), row.getBoolean(2), row.getString(3), row.getString(4)));
    }

    static List<String> problems(List<Step> steps) {
        List<String> problems = new ArrayList<>();
        Map<String, String> status = new HashMap<>();
        for (Step step : steps) {
            String before = status.put(step.whose(), step.to());
            if (!step.from().equals(before == null ? "created" : before)) {
                problems.add(step.whose() + " went from " + step.from() + ", but was " + before);
            }
            if (!step.legal()) {
                problems.add(step.whose() + " went from " + step.from() + " to " + step.to() + ", which is no step");
            }
        }
        return problems;
    }
}
