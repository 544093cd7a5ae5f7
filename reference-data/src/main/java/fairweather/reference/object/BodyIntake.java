package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Takes a body into an array that grows with what comes, not with what is announced, and ends the exchange as soon as it
 * is clear that the rest is not wanted: the connection is then closed, not read to the end.
 */
final class BodyIntake implements BodySubscriber<byte[]> {
    private static final int FIRST = 64 << 10;

    private enum End {
        EXACT,
        ANY_UP_TO,
        CUT
    }

    private final Subject subject;
    private final Reception reception;
    private final End end;
    private final long limit;
    private final ObjectTrouble refusal;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final CompletableFuture<byte[]> cutShort = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private byte[] bytes = new byte[0];
    private int count;

    private BodyIntake(Subject subject, Reception reception, End end, long limit, ObjectTrouble refusal) {
        this.subject = subject;
        this.reception = reception;
        this.end = end;
        this.limit = limit;
        this.refusal = refusal;
    }

    /** A body of just so many bytes. */
    static BodyIntake exactly(long length, Subject subject, Reception reception) {
        return new BodyIntake(subject, reception, End.EXACT, length, null);
    }

    /** A body of unknown length that may have so many bytes. */
    static BodyIntake upTo(long most, Subject subject, Reception reception) {
        return new BodyIntake(subject, reception, End.ANY_UP_TO, most, null);
    }

    /** The beginning of a body that is only looked at. */
    static BodyIntake beginning(int most, Subject subject, Reception reception) {
        return new BodyIntake(subject, reception, End.CUT, most, null);
    }

    /** Nothing of a body that is not what was asked for. */
    static BodyIntake nothing(ObjectTrouble why, Subject subject, Reception reception) {
        return new BodyIntake(subject, reception, End.CUT, 0, why);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    /**
     * What became of a body whose rest was not wanted; never done for one that came to its end. Whoever waits has to look
     * here too: the client says of a cancelled answer only that it was cancelled, at least over HTTP/2.
     */
    CompletionStage<byte[]> cutShort() {
        return cutShort;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (refusal != null) {
            fail(refusal);
        } else if (end == End.CUT && limit == 0) {
            complete();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (body.isDone()) {
                return;
            }
            reception.came(piece.remaining());
            take(piece);
        }
    }

    private void take(ByteBuffer piece) {
        int room = (int) (limit - count);
        if (piece.remaining() > room) {
            switch (end) {
                case EXACT -> fail(subject.trouble(Kind.REFUSED, "more than the announced " + limit + " bytes came"));
                case ANY_UP_TO ->
                    fail(subject.trouble(Kind.OVERSIZE, "more than the allowed " + limit + " bytes came"));
                case CUT -> {
                    append(piece.slice(piece.position(), room));
                    complete();
                }
            }
            return;
        }
        append(piece);
    }

    private void append(ByteBuffer piece) {
        int needed = count + piece.remaining();
        if (needed > bytes.length) {
            long grown = Math.max(Math.max(FIRST, needed), bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, limit));
        }
        int length = piece.remaining();
        piece.get(bytes, count, length);
        count += length;
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        if (end == End.EXACT && count < limit) {
            body.completeExceptionally(
                    subject.trouble(Kind.TRUNCATED, "only " + count + " of " + limit + " announced bytes came"));
        } else {
            body.complete(content());
        }
    }

    private byte[] content() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private void complete() {
        cutShort.complete(content());
        body.complete(content());
        subscription.cancel();
    }

    private void fail(ObjectTrouble trouble) {
        cutShort.completeExceptionally(trouble);
        body.completeExceptionally(trouble);
        bytes = new byte[0];
        subscription.cancel();
    }
}
