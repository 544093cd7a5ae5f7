package fairweather.miner.client;

import fairweather.forecast.key.Caps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** Tells an answer with status 200 from all others. */
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
