package fairweather.check.conformance;

import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.PollState;
import fairweather.miner.client.MinerJson;
import java.util.List;
import java.util.Locale;

/** How a miner tells how far it is. */
final class PollRules {
    private static final String SECTION = "4.2";
    private static final String PATH = MinerWords.PATH_POLL;
    /** Of a well-formed job that nobody began. */
    static final String UNKNOWN_JOB = "12345678-9abc-4def-8123-456789abcdef";

    private PollRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("POLL-1", SECTION, "its status word is one of the protocol's", PollRules::word),
                Rule.must("POLL-2", SECTION, "the job_id in its answer is the one asked about", PollRules::sameJob),
                Rule.must("POLL-3", SECTION, "of a job that nobody began it says not_found", PollRules::unknownJob),
                Rule.must("POLL-4", "4.6", "without a job_id it answers 4xx", trial -> noJobId(trial, PATH)),
                Rule.must(
                        "POLL-5",
                        "4.6",
                        "a body that is not JSON is answered 4xx",
                        trial -> InitiateRules.malformed(trial, PATH)),
                Rule.must("POLL-6", SECTION, "the forecast is completed in the time waited", PollRules::completes),
                Rule.must("POLL-7", SECTION, "what is completed stays completed", PollRules::stays));
    }

    private static Finding word(Trial trial) {
        trial.requireInitiated();
        Answered answer = trial.post(trial.poll());
        PollState state = MinerWords.pollState(answer.word());
        boolean known = answer.status() == 200 && state != PollState.UNKNOWN && state != PollState.UNKNOWN_JOB;
        return Finding.of(known, "answered " + answer.shown());
    }

    private static Finding sameJob(Trial trial) {
        trial.requireInitiated();
        Answered answer = trial.post(trial.poll());
        String named = answer.json().path(MinerWords.JOB_ID).asText();
        if (named.isEmpty()) {
            return Finding.passed("it names none, which says the same");
        }
        boolean same = named.toLowerCase(Locale.ROOT).equals(trial.jobId());
        return Finding.of(same, same ? "the same" : "'" + named + "' and not " + trial.jobId());
    }

    private static Finding unknownJob(Trial trial) {
        trial.requireListening();
        Answered answer = trial.ask(PATH, trial.stationery().job(UNKNOWN_JOB));
        boolean said = answer.status() == 200 && answer.word().equals(MinerWords.NOT_FOUND) || answer.status() == 404;
        return Finding.of(said, "answered " + answer.shown());
    }

    static Finding noJobId(Trial trial, String path) {
        trial.requireListening();
        Answered answer = trial.ask(path, MinerJson.object());
        return Finding.of(answer.refusesRequest() && !answer.refusesCaller(), "answered " + answer.shown());
    }

    private static Finding completes(Trial trial) {
        trial.requireInitiated();
        long end = System.nanoTime() + trial.patience().limit().toNanos();
        int polls = 0;
        while (true) {
            Answered answer = trial.post(trial.poll());
            polls++;
            PollState state = answer.status() == 200 ? MinerWords.pollState(answer.word()) : PollState.UNKNOWN;
            if (state == PollState.DONE) {
                trial.itCompleted();
                return Finding.passed("completed at poll " + polls);
            }
            if (state != PollState.RUNNING) {
                return Finding.failed("poll " + polls + " answered " + answer.shown());
            }
            if (System.nanoTime() >= end) {
                return Finding.failed("still '" + answer.word() + "' after "
                        + trial.patience().limit().toSeconds() + " s and " + polls + " polls (--wait)");
            }
            trial.pause();
        }
    }

    private static Finding stays(Trial trial) {
        trial.requireCompleted();
        Answered answer = trial.post(trial.poll());
        return Finding.of(answer.word().equals(MinerWords.COMPLETED), "answered " + answer.shown());
    }
}
