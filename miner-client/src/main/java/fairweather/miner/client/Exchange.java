package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * The life of one call: its deadline, its connection and its slot. Lives on one Vert.x context. Whatever ends it first
 * decides the failure; the connection is closed unless the whole answer was read.
 */
final class Exchange {
    /** How long our own reader may make a call last beyond the miner's limit. */
    private static final int OWN_DELAY_FACTOR = 3;

    /** How often a miner may say that its answer is yet to come. */
    private static final int MOST_INTERIM_ANSWERS = 8;

    private final Vertx vertx;
    private final Slots.Permit permit;
    private final Deadline deadline;
    private final Duration limit;
    private final long startNanos = System.nanoTime();
    private HttpConnection connection;
    private FailureException verdict;
    private Handler<FailureException> whenKilled = ignored -> {};
    private boolean over;
    private boolean anyBodyByte;
    private int interimAnswers;
    private long pausedSinceNanos = -1;
    private long pausedNanos;
    private long timer;

    Exchange(Vertx vertx, Slots.Permit permit, Deadline deadline) {
        this.vertx = vertx;
        this.permit = permit;
        this.deadline = deadline;
        this.limit = deadline.remaining();
        armTimer(limit.toNanos());
    }

    private void armTimer(long nanos) {
        timer = vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, 1_000_000)), fired -> timeUp());
    }

    private void timeUp() {
        long left = deadline.remaining().toNanos() + pauseNanos();
        boolean ours = pausedNanos() > Math.max(0, limit.toNanos()) * OWN_DELAY_FACTOR;
        if (left > 0 && !ours) {
            armTimer(left);
        } else if (ours) {
            kill(new FailureException(Code.VALIDATOR_INTERNAL, "the reader of the miner's bytes was too slow"));
        } else if (anyBodyByte || deadline.endsWithTheWhole()) {
            kill(deadline.slowness());
        } else {
            kill(new FailureException(Code.TIMEOUT_READ, "the miner did not answer within " + deadline.limitText()));
        }
    }

    void connected(HttpConnection made) {
        connection = made;
        if (over) {
            made.close();
        }
    }

    /** A 1xx came. Each one is read and nothing remains of it, so that without a limit they only cost us. */
    void interimAnswerCame() {
        if (++interimAnswers > MOST_INTERIM_ANSWERS) {
            kill(new FailureException(Code.PROTOCOL, "the miner announces its answer again and again"));
        }
    }

    void bodyByteCame() {
        anyBodyByte = true;
    }

    void paused() {
        if (pausedSinceNanos < 0) {
            pausedSinceNanos = System.nanoTime();
        }
    }

    void resumed() {
        if (pausedSinceNanos >= 0) {
            long pause = pauseNanos();
            pausedNanos += pause;
            deadline.heldUp(pause);
            pausedSinceNanos = -1;
        }
    }

    /** How long the present pause has lasted. */
    private long pauseNanos() {
        return pausedSinceNanos >= 0 ? System.nanoTime() - pausedSinceNanos : 0;
    }

    private long pausedNanos() {
        return pausedNanos + pauseNanos();
    }

    /** The time that the call has cost by the miner's doing: without what our own reader held it up. */
    long minersNanos() {
        return System.nanoTime() - startNanos - pausedNanos();
    }

    /** What is left for waits in our own queue. */
    Duration patience() {
        return deadline.patience();
    }

    /** Ends the call with a failure of our own finding; does nothing if it is over. */
    void kill(FailureException reason) {
        if (!over) {
            verdict = reason;
            whenKilled.handle(reason);
            close();
        }
    }

    /** Who is told when {@link #kill} ends the call. */
    void whenKilled(Handler<FailureException> listener) {
        whenKilled = listener;
    }

    /** What the call ended with: the gateway's own verdict if it ended the call, else {@code otherwise}. */
    FailureException verdictOr(FailureException otherwise) {
        return verdict != null ? verdict : otherwise;
    }

    boolean killed() {
        return verdict != null;
    }

    /** The whole answer was read; the connection may serve again. */
    void complete() {
        connection = null;
        end();
    }

    /** Closes the connection unless the whole answer was read; for an answer whose rest is not wanted. */
    void close() {
        end();
        if (connection != null) {
            connection.close();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            permit.giveBack();
        }
    }
}
