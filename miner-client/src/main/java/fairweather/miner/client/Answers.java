package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Tells an answer that brings what was asked for from all others. */
public final class Answers {
    private static final int ERROR_BODY_CAP = Caps.DEFAULT.errorBody();

    private Answers() {}

    /**
     * The answer itself if its status is 200; otherwise fails with a {@link StatusException}.
     *
     * @param quoting whether to repeat what an error body says; not for requests that bore a token, which a miner might
     *     echo
     */
    public static Future<Answer> requireOk(Answer answer, boolean quoting) {
        int status = answer.status();
        if (status == 200) {
            return Future.succeededFuture(answer);
        }
        Optional<Duration> retryAfter = retryAfter(answer.header("Retry-After"));
        if (status < 400 || !quoting) {
            answer.discard();
            return Future.failedFuture(new StatusException(status, "", retryAfter));
        }
        return answer.beginning(ERROR_BODY_CAP)
                .compose(body -> Future.failedFuture(new StatusException(status, said(body), retryAfter)));
    }

    /**
     * The answer itself if it brings an object's bytes: all of them with status 200, which a range may be answered with
     * too, or exactly the range that was asked for with 206. Fails with a {@link StatusException}, and with PROTOCOL
     * for another part than was asked for.
     */
    static Future<Answer> requireBytes(Answer answer, Optional<ByteRange> asked) {
        if (answer.status() != 206 || asked.isEmpty()) {
            return requireOk(answer, false);
        }
        try {
            ContentRange part = ContentRange.parse(answer.header("Content-Range"));
            if (!asked.get().asksFor(part) || inSeveralParts(answer)) {
                throw new FailureException(Code.PROTOCOL, "the miner sends another part than it was asked for");
            }
            answer.isPart(part);
            return Future.succeededFuture(answer);
        } catch (FailureException lie) {
            answer.discard();
            return Future.failedFuture(lie);
        }
    }

    private static boolean inSeveralParts(Answer answer) {
        String type = answer.header("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static String said(Buffer body) {
        return MinerJson.errorText(body.getBytes());
    }

    private static Optional<Duration> retryAfter(String header) {
        if (header == null || !header.strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
        return Optional.of(Deadline.shorter(asked, StatusException.LONGEST_WAIT));
    }
}
