package fairweather.proof.simulation.process;

/** The kinds of faults that are injected. */
public enum Mishap {
    CRASH,
    RESTART,
    PAUSE,
    /** The clock of a process that starts is more than 45 s off. */
    CLOCK_SKEWED,
    ORCHESTRATORS_DOWN,
    /** Nobody keeps the calendar at the time of the day's run. */
    TRIGGER_MISSED,
    STORE_AWAY,
    GATEWAY_AWAY,
    CALL_FAILED,
    ANSWER_LOST,
    /** An end or a batch of the fold is written, and its writer hears of trouble. */
    DONE_BUT_REPORTED_FAILED,
    BATCH_ROLLED_BACK,
    SENT_TWICE,
    NOTIFICATION_LOST,
    TASK_HANGS,
    /** A look for a truth that is due finds none. */
    TRUTH_LATE,
    TRUTH_MISSING,
    RUN_CANCELLED,
    JOB_CANCELLED,
    JOB_REDRIVEN,
    WORK_HELD
}
