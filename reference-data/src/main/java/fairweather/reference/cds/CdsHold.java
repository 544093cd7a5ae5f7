package fairweather.reference.cds;

import fairweather.reference.Readiness.NotYet;
import java.time.Duration;

/** A request while this process holds it, and how far it has come. */
final class CdsHold {
    private final CdsRequests requests;
    private final CdsRequest request;
    private final long lease;
    private CdsProgress progress;

    CdsHold(CdsRequests requests, CdsRequest request, CdsRequests.Turn.Mine turn) {
        this.requests = requests;
        this.request = request;
        this.lease = turn.lease();
        this.progress = turn.progress();
    }

    /** Somebody else holds the request now. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    CdsRequest request() {
        return request;
    }

    CdsProgress progress() {
        return progress;
    }

    /** Whether the provider has it, as a job that is known. */
    boolean submitted() {
        return progress.state() == CdsProgress.State.SUBMITTED;
    }

    /** Whatever becomes of the note, this process knows it from now on. */
    void note(CdsProgress next) {
        progress = next;
        require(requests.note(request, lease, next));
    }

    void extend() {
        require(requests.extend(request, lease, CdsPatience.HOLD));
    }

    /** Lets the request go until the wait is over, with what to answer. */
    NotYet leave(CdsProgress next, Duration wait) {
        progress = next;
        require(requests.leave(request, lease, next, wait));
        return new NotYet(told(request, next.message()), wait);
    }

    NotYet refused(String why) {
        CdsProgress next = progress.refused(why);
        return leave(next, CdsPatience.afterRefusals(next.refusals()));
    }

    /** False if somebody else may be using the job. */
    boolean forget() {
        return requests.forget(request, lease);
    }

    /** After something that nobody foresaw. */
    void letGo(RuntimeException cause) {
        try {
            requests.leave(request, lease, progress, CdsPatience.AFTER_SILENCE);
        } catch (RuntimeException another) {
            cause.addSuppressed(another);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new Lost();
        }
    }

    static String told(CdsRequest request, String what) {
        return "the Climate Data Store has not delivered " + request.describe() + " yet: " + what;
    }
}
