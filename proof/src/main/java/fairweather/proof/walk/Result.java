package fairweather.proof.walk;

import fairweather.job.JobTrigger;

/**
 * What an attempt may come to next.
 *
 * @param outcome what it tells, or null
 * @param end how it ends the attempt; null for a report in mid-task, after which it is at {@code step}
 * @param verify true if the job goes on as the second phase of a poll
 * @param good true if nothing went wrong
 */
record Result(String words, Told outcome, JobTrigger end, int step, boolean verify, boolean good) {
    static Result good(Told outcome, JobTrigger end) {
        return new Result("ends it as " + end.words(), outcome, end, 0, false, true);
    }

    static Result bad(Told outcome, JobTrigger end) {
        return new Result("ends it as " + end.words(), outcome, end, 0, false, false);
    }

    static Result report(Told outcome, int step) {
        return new Result("reports", outcome, null, step, false, true);
    }

    Result thenVerify() {
        return new Result(words, outcome, end, step, true, good);
    }
}
