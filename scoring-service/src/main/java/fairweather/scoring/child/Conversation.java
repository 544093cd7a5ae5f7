package fairweather.scoring.child;

import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.scoring.child.Frame.Kind;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The child's side: the objects of the store are the parent's to give. */
final class Conversation implements ObjectReader {
    private final InputWatch in;
    private final DataOutputStream out;

    Conversation(InputWatch in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    void say(Frame frame) {
        try {
            frame.write(out);
        } catch (IOException gone) {
            throw new UncheckedIOException("the parent does not listen", gone);
        }
    }

    /** @throws IllegalStateException if the parent says something else */
    Frame next(Kind expected) {
        Frame frame = in.next();
        if (frame.kind() != expected) {
            throw new IllegalStateException("the parent said " + frame.kind() + " instead of " + expected);
        }
        return frame;
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        return ask(new Wish(key.value(), maxBytes, false));
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return ask(new Wish(key.value(), maxBytes, true));
    }

    private byte[] ask(Wish wish) {
        say(Frame.of(Kind.WISH, wish));
        Frame answer = in.next();
        if (answer.kind() == Kind.OBJECT) {
            return answer.body();
        }
        if (answer.kind() == Kind.REFUSED) {
            throw new FailureException(read(answer, Fault.class).failure());
        }
        throw new IllegalStateException("the parent said " + answer.kind() + " instead of an object");
    }

    boolean isItSpent(Failure failure) {
        say(Frame.of(Kind.IS_IT_SPENT, Fault.of(failure)));
        return read(next(Kind.SPENT), Boolean.class);
    }

    private static <T> T read(Frame frame, Class<T> type) {
        try {
            return frame.as(type);
        } catch (IOException garbled) {
            throw new UncheckedIOException("the parent cannot be understood", garbled);
        }
    }
}
