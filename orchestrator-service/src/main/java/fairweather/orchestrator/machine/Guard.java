package fairweather.orchestrator.machine;

/**
 * What has to hold, besides the state, for a transition to be legal.
 *
 * @param words the condition as the documents tell it; empty if there is none
 */
public record Guard<E extends ResponseEvent>(String words, Condition<E> condition) {
    /** The condition itself: a pure function. */
    @FunctionalInterface
    public interface Condition<E> {
        boolean holds(ResponseState state, E event, RunFacts facts);
    }

    static <E extends ResponseEvent> Guard<E> none() {
        return new Guard<>("", (state, event, facts) -> true);
    }
}
