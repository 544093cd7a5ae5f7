package fairweather.archive.wire;

/** Answers requests; called by several threads at once. What it throws becomes a status 500. */
@FunctionalInterface
public interface Handler {
    Answer answer(Request request);
}
