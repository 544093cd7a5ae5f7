package fairweather.archive.wire;

import java.util.function.LongConsumer;

/** Is told of every answer before its first byte leaves, so that who has the answer finds it counted. */
@FunctionalInterface
public interface Observer {

    /** Returns what is told the number of the body's bytes, piece by piece, before each is sent. */
    LongConsumer answering(Request request, Answer answer);
}
