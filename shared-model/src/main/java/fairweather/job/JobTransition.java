package fairweather.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One legal transition of a job: a row of its table.
 *
 * @param from empty where a new row begins
 * @param tells true if the transition itself writes an outcome; those of an attempt come from its report
 */
public record JobTransition(
        JobTrigger trigger,
        Set<JobStatus> from,
        Guard guard,
        JobStatus to,
        TokenChange token,
        AttemptsChange attempts,
        boolean tells) {

    /** What has to hold besides the state. */
    public enum Guard {
        KEY_FREE("no unfinished job has its key"),
        DEAD_LETTER("a failed job is done again, and no unfinished job has its key"),
        DUE("it is due and not held back"),
        LEASE_HELD("the token is that of the latest lease"),
        CRASHES_LEFT("the lease has expired, attempts < max attempts"),
        CRASHED_TOO_OFTEN("the lease has expired, attempts ≥ max attempts"),
        NONE("");

        private final String words;

        Guard(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Keys and times are the caller's to judge: only the queue's store knows them. */
        boolean holds(JobState job, long leaseToken) {
            return switch (this) {
                case LEASE_HELD -> leaseToken == job.token();
                case CRASHES_LEFT -> job.attempts() < job.maxAttempts();
                case CRASHED_TOO_OFTEN -> job.attempts() >= job.maxAttempts();
                case KEY_FREE, DEAD_LETTER, DUE, NONE -> true;
            };
        }
    }

    /** What becomes of the lease token. */
    public enum TokenChange {
        KEEPS,
        GROWS
    }

    /** What becomes of the count of crashes in a row. */
    public enum AttemptsChange {
        KEEPS,
        PLUS_ONE,
        MINUS_ONE,
        TO_ZERO;

        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public JobTransition {
        from = from.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(from));
    }

    boolean fits(JobState job, JobTrigger what, long leaseToken) {
        return trigger == what && from.contains(job.status()) && guard.holds(job, leaseToken);
    }

    JobState apply(JobState job) {
        int next = switch (attempts) {
            case KEEPS -> job.attempts();
            case PLUS_ONE -> job.attempts() + 1;
            case MINUS_ONE -> Math.max(0, job.attempts() - 1);
            case TO_ZERO -> 0;
        };
        long latest = token == TokenChange.GROWS ? job.token() + 1 : job.token();
        return new JobState(to, latest, next, job.maxAttempts());
    }
}
