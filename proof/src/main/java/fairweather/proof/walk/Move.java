package fairweather.proof.walk;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that can happen next.
 *
 * @param fair true if it happens by itself and is neither a fault nor a failure nor an order
 * @param broken what this step violates by itself, empty as a rule
 */
record Move(Supplier<String> words, World next, boolean fair, Set<Property> broken) {
    static Move fair(Supplier<String> words, World next) {
        return new Move(words, next, true, Set.of());
    }

    static Move chance(Supplier<String> words, World next) {
        return new Move(words, next, false, Set.of());
    }

    Move breaking(Property property) {
        return breaking(EnumSet.of(property));
    }

    Move breaking(Set<Property> properties) {
        Set<Property> all = EnumSet.noneOf(Property.class);
        all.addAll(broken);
        all.addAll(properties);
        return new Move(words, next, fair, all);
    }

    Move unfair() {
        return new Move(words, next, false, broken);
    }
}
