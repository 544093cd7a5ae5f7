package fairweather.reference.object;

import fairweather.failure.Sanitiser;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One request and its answer, given up when nothing comes for too long or too little on the average. */
final class Exchange {
    private final HttpClient client;
    private final HttpPatience patience;
    private final Timing timing;
    private final Subject subject;
    private final Reception reception;
    private final long start;

    Exchange(HttpClient client, HttpPatience patience, Timing timing, Subject subject, Reception reception) {
        this.client = client;
        this.patience = patience;
        this.timing = timing;
        this.subject = subject;
        this.reception = reception;
        this.start = timing.nanos();
    }

    /** @param body an intake for the answer with this head */
    Reply send(HttpRequest request, Function<AnswerHead, BodyIntake> body) throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Reply>> answer = client.sendAsync(request, info -> {
            reception.came(0);
            AnswerHead head = AnswerHead.of(info);
            BodyIntake intake = body.apply(head);
            intake.cutShort().thenApply(bytes -> new Reply(head, bytes)).whenComplete(settling(reply));
            return HttpResponse.BodySubscribers.mapping(intake, bytes -> new Reply(head, bytes));
        });
        answer.thenApply(HttpResponse::body).whenComplete(settling(reply));
        try {
            return awaited(reply);
        } catch (ExecutionException failed) {
            throw trouble(failed);
        } finally {
            answer.cancel(true);
        }
    }

    private static BiConsumer<Reply, Throwable> settling(CompletableFuture<Reply> reply) {
        return (came, broken) -> {
            if (broken == null) {
                reply.complete(came);
            } else {
                reply.completeExceptionally(broken);
            }
        };
    }

    private Reply awaited(CompletableFuture<Reply> reply) throws InterruptedException, ExecutionException {
        while (true) {
            long now = timing.nanos();
            long untilStall = reception.lastNanos() + patience.stall().toNanos() - now;
            long untilTooSlow = start + patience.longest(reception.received()).toNanos() - now;
            try {
                return reply.get(Math.max(0, Math.min(untilStall, untilTooSlow)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException silence) {
                requireProgress(untilStall, untilTooSlow);
            }
        }
    }

    /** What was left of the limits when the wait began: after a wait that was not in vain the next one tells. */
    private void requireProgress(long untilStall, long untilTooSlow) {
        if (untilStall <= 0) {
            throw subject.trouble(
                    Kind.STALLED, "nothing came for " + patience.stall().toMillis() + " ms");
        }
        if (untilTooSlow <= 0) {
            throw subject.trouble(
                    Kind.STALLED,
                    "less than " + patience.leastBytesPerSecond() + " bytes a second came on the average");
        }
    }

    private ObjectTrouble trouble(ExecutionException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ObjectTrouble known -> {
                    return known;
                }
                case ConnectException none -> {
                    return subject.trouble(Kind.UNREACHABLE, "no connection", none);
                }
                case HttpConnectTimeoutException late -> {
                    return subject.trouble(Kind.UNREACHABLE, "no connection in time", late);
                }
                case IOException broken -> {
                    return brokenOff(broken);
                }
                default -> {}
            }
        }
        throw new IllegalStateException("the HTTP client fails", failed);
    }

    private ObjectTrouble brokenOff(IOException broken) {
        String what = "the connection broke off: " + Sanitiser.clean(broken.toString());
        return reception.received() > 0
                ? subject.trouble(Kind.TRUNCATED, what + " after " + reception.received() + " bytes", broken)
                : subject.trouble(Kind.UNREACHABLE, what, broken);
    }
}
