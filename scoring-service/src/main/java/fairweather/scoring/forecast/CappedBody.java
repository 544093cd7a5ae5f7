package fairweather.scoring.forecast;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body of bytes that breaks off the exchange when it becomes longer than it may. */
final class CappedBody implements BodySubscriber<byte[]> {
    /** The body is too long. */
    static final class TooLong extends RuntimeException {
        TooLong() {
            super("the body is too long", null, false, false);
        }
    }

    private static final int FIRST_SIZE = 8192;

    private final ByteArrayOutputStream bytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final long cap;
    private Flow.Subscription subscription;

    /** @param announced length by its header, or negative if there is none */
    CappedBody(long cap, long announced) {
        this.cap = cap;
        this.bytes = new ByteArrayOutputStream((int) Math.max(FIRST_SIZE, Math.min(announced, cap)));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (bytes.size() + (long) piece.remaining() > cap) {
                subscription.cancel();
                body.completeExceptionally(new TooLong());
                return;
            }
            byte[] part = new byte[piece.remaining()];
            piece.get(part);
            bytes.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
