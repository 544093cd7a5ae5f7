package fairweather.proof.walk;

/**
 * A worker with an attempt.
 *
 * @param job its job's place among the rows
 * @param token the lease it holds or held
 * @param attempt the count of attempts when it claimed
 * @param step how far it has come: {@link #LOOKING}, 0 at the start, else what it has begun
 * @param asleep true if it does not beat: its lease may expire
 * @param stale true if its lease is over, whether or not any guard can tell
 * @param untold an outcome it still has to write, where a broken rule lets it end the job first
 */
record Worker(int job, long token, int attempt, int step, boolean asleep, boolean stale, Told untold) {
    /** It has chosen the job and not yet claimed it. */
    static final int LOOKING = 3;

    static Worker lookingAt(int job) {
        return new Worker(job, 0, 0, LOOKING, false, false, null);
    }

    boolean looking() {
        return step == LOOKING;
    }

    Worker at(int next) {
        return new Worker(job, token, attempt, next, false, stale, untold);
    }

    Worker sleeping() {
        return new Worker(job, token, attempt, step, true, stale, untold);
    }

    Worker outdated() {
        return looking() ? this : new Worker(job, token, attempt, step, asleep, true, untold);
    }

    Worker holding(Told outcome) {
        return new Worker(job, token, attempt, step, asleep, stale, outcome);
    }

    Worker of(int row) {
        return new Worker(row, token, attempt, step, asleep, stale, untold);
    }
}
