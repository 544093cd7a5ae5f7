package fairweather.proof.walk;

import java.util.function.Supplier;

/**
 * Something that can happen next.
 *
 * @param fair true if it happens by itself and is neither a fault nor a failure nor an order
 * @param broken what this step violates by itself, or null
 */
record Move(Supplier<String> words, World next, boolean fair, Property broken) {
    static Move fair(Supplier<String> words, World next) {
        return new Move(words, next, true, null);
    }

    static Move chance(Supplier<String> words, World next) {
        return new Move(words, next, false, null);
    }

    Move breaking(Property property) {
        return new Move(words, next, fair, broken == null ? property : broken);
    }

    Move unfair() {
        return new Move(words, next, false, broken);
    }
}
