package fairweather.proof.simulation.process;

/** The kinds of faults that are injected. */
public enum Mishap {
    CRASH,
    RESTART,
    PAUSE,
    ORCHESTRATORS_DOWN,
    STORE_AWAY,
    GATEWAY_AWAY,
    CALL_FAILED,
    ANSWER_LOST,
    BATCH_ROLLED_BACK,
    SENT_TWICE,
    NOTIFICATION_LOST,
    TASK_HANGS,
    RUN_CANCELLED,
    JOB_CANCELLED,
    JOB_REDRIVEN,
    WORK_HELD
}
