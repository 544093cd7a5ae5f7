package fairweather.miner.client;

import fairweather.failure.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A body as it is put together. When it becomes large it waits for its turn, which is our own queue and not the miner's
 * time, and from then on the miner has to send as fast as for an object, so that nobody keeps the turn from others.
 */
final class WholeBody {
    private final Answer answer;
    private final LargeBodies large;
    private final Duration patience;
    private final Turn turn;
    private final Buffer bytes = Buffer.buffer();
    private boolean asked;
    private boolean over;

    /** @param turn of whoever keeps the bytes */
    WholeBody(Answer answer, LargeBodies large, Duration patience, Turn turn) {
        this.answer = answer;
        this.large = large;
        this.patience = patience;
        this.turn = turn;
    }

    void append(ByteBuf piece) {
        try {
            bytes.appendBytes(ByteBufUtil.getBytes(piece));
        } finally {
            piece.release();
        }
        if (!asked && bytes.length() > LargeBodies.FROM) {
            asked = true;
            waitForTurn();
        }
    }

    private void waitForTurn() {
        answer.pause();
        turn.take(large, patience).onComplete(result -> {
            if (result.failed()) {
                answer.abort((FailureException) result.cause());
            } else if (!over) {
                answer.demandSpeed();
                answer.resume();
            }
        });
    }

    /** Nothing more comes. */
    Buffer ended() {
        over = true;
        return bytes;
    }
}
