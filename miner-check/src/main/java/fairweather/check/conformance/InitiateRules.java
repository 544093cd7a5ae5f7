package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import java.util.List;
import java.util.Locale;

/** How a forecast is begun. */
final class InitiateRules {
    private static final String PATH = MinerWords.PATH_INITIATE;

    private InitiateRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("INIT-1", "4.1", "a forecast is accepted, or already there", InitiateRules::accepted),
                Rule.must("INIT-2", "5", "its job_id is the one both sides compute", InitiateRules::jobId),
                Rule.must("INIT-3", "4.1", "asked again it gives the same job_id", InitiateRules::again),
                Rule.must("INIT-4", "4.1", "fields it does not know are ignored", InitiateRules::unknownField),
                Rule.must("INIT-5", "4", "a time that ends in Z is the same time", InitiateRules::zulu),
                Rule.must("INIT-6", "4.1", "meant for another hotkey: fetch_rejected", InitiateRules::otherHotkey),
                Rule.must("INIT-7", "4.6", "a body that is not JSON is answered 4xx", trial -> malformed(trial, PATH)),
                Rule.must(
                        "INIT-8",
                        "4.6",
                        "without a start time nothing is begun, and it says so",
                        InitiateRules::noStart));
    }

    private static Finding accepted(Trial trial) {
        trial.requireListening();
        Answered answer = trial.ask(PATH, trial.stationery().initiation(trial.start()));
        boolean begun = begun(answer);
        if (begun) {
            trial.itBegan();
        }
        return Finding.of(begun, "answered " + answer.shown() + (begun ? "" : remark(answer)));
    }

    private static String remark(Answered answer) {
        return answer.status() == 200
                ? answer.errorText().map(said -> ": " + said).orElse("")
                : "";
    }

    private static boolean begun(Answered answer) {
        return answer.status() == 200
                && List.of(MinerWords.FETCH_ACCEPTED, MinerWords.COMPLETED).contains(answer.word());
    }

    private static String jobIdIn(Answered answer) {
        return answer.json().path(MinerWords.JOB_ID).asText().toLowerCase(Locale.ROOT);
    }

    private static Finding sameJob(Trial trial, ObjectNode data) {
        trial.requireInitiated();
        Answered answer = trial.ask(PATH, data);
        if (!begun(answer)) {
            return Finding.failed("answered " + answer.shown() + remark(answer));
        }
        return Finding.passed("answered " + answer.shown() + ", job_id " + jobIdIn(answer));
    }

    private static Finding jobId(Trial trial) {
        trial.requireInitiated();
        Answered answer = trial.ask(PATH, trial.stationery().initiation(trial.start()));
        String given = jobIdIn(answer);
        return Finding.of(
                given.equals(trial.jobId()),
                given.equals(trial.jobId()) ? given : "'" + given + "' and not " + trial.jobId());
    }

    private static Finding again(Trial trial) {
        trial.requireInitiated();
        String first = jobIdIn(trial.ask(PATH, trial.stationery().initiation(trial.start())));
        String second = jobIdIn(trial.ask(PATH, trial.stationery().initiation(trial.start())));
        return Finding.of(first.equals(second), first.equals(second) ? "the same" : first + ", then " + second);
    }

    private static Finding unknownField(Trial trial) {
        return sameJob(trial, trial.stationery().initiation(trial.start()).put("a_field_of_a_later_version", 7));
    }

    private static Finding zulu(Trial trial) {
        trial.requireInitiated();
        ObjectNode data = trial.stationery().initiation(trial.start());
        data.put(MinerWords.FORECAST_START_TIME, trial.start().toString());
        String plain = jobIdIn(trial.ask(PATH, trial.stationery().initiation(trial.start())));
        Answered answer = trial.ask(PATH, data);
        boolean same = begun(answer) && jobIdIn(answer).equals(plain);
        return Finding.of(same, same ? "the same job" : "answered " + answer.shown() + remark(answer));
    }

    private static Finding otherHotkey(Trial trial) {
        trial.requireListening();
        String other = trial.kit().freshKey().address();
        Answered answer = trial.ask(
                PATH, trial.stationery().initiation(trial.start()).put(MinerWords.EXPECTED_MINER_HOTKEY, other));
        boolean rejected = answer.status() == 200 && answer.word().equals(MinerWords.FETCH_REJECTED);
        return Finding.of(rejected, "answered " + answer.shown());
    }

    static Finding malformed(Trial trial, String path) {
        trial.requireListening();
        Answered answer = trial.post(trial.stationery().signed(path, "{\"data\": {\"job_id\": "));
        return Finding.of(answer.refusesRequest() && !answer.refusesCaller(), "answered " + answer.shown());
    }

    private static Finding noStart(Trial trial) {
        trial.requireListening();
        ObjectNode data = trial.stationery().initiation(trial.start());
        data.remove(MinerWords.FORECAST_START_TIME);
        Answered answer = trial.ask(PATH, data);
        boolean refused = answer.refusesRequest()
                || answer.status() == 200
                        && List.of(MinerWords.ERROR, MinerWords.FETCH_REJECTED).contains(answer.word());
        return Finding.of(refused, "answered " + answer.shown());
    }
}
