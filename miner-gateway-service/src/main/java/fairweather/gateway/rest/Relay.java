package fairweather.gateway.rest;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.client.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Passes a miner's bytes on, no faster than the reader takes them. Nothing is sent before the first byte is there, so
 * that trouble until then is a problem document; trouble after it resets the connection.
 */
final class Relay {
    /** Who wants to know how it ended. */
    interface Outcome {
        void ended(String code);
    }

    private final RoutingContext context;
    private final HttpServerResponse out;
    private final Answer answer;
    private final long cap;
    private final Outcome outcome;

    Relay(RoutingContext context, Answer answer, long cap, Outcome outcome) {
        this.context = context;
        this.out = context.response();
        this.answer = answer;
        this.cap = cap;
        this.outcome = outcome;
    }

    void start() {
        if (out.closed()) {
            answer.discard();
            return;
        }
        out.closeHandler(gone -> answer.abort(
                new FailureException(Code.VALIDATOR_INTERNAL, "the reader of the miner's bytes went away")));
        answer.read(cap, true, this::pass).onComplete(end -> {
            if (end.succeeded()) {
                finish();
            } else {
                breakOff(end.cause());
            }
        });
    }

    private void pass(Buffer piece) {
        if (out.closed()) {
            return;
        }
        sendHead();
        out.write(piece);
        if (out.writeQueueFull()) {
            answer.pause();
            out.drainHandler(drained -> answer.resume());
        }
    }

    private void sendHead() {
        if (out.headWritten()) {
            return;
        }
        MinersHeaders.pass(answer, out);
        out.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
        if (answer.length().isPresent()) {
            out.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Long.toString(answer.length().getAsLong()));
        } else {
            out.setChunked(true);
        }
    }

    private void finish() {
        outcome.ended("OK");
        if (!out.closed()) {
            sendHead();
            out.end();
        }
    }

    private void breakOff(Throwable trouble) {
        outcome.ended(Problem.of(trouble).code());
        if (out.closed()) {
            return;
        }
        if (out.headWritten()) {
            ObjectRoute.note(trouble);
            out.reset();
        } else {
            ObjectRoute.refuse(context, trouble);
        }
    }
}
