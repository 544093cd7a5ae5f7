package fairweather.scorecard.card;

import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a data set has for one purpose: fields (several only where their mean is asked for), or a reason. */
sealed interface Choice {
    int MOST_NAMED = 4;

    /** @param slots at least one */
    record Chosen(List<Slot> slots) implements Choice {}

    /** @param reason one sentence */
    record None(String reason) implements Choice {}

    /**
     * Of fields that differ in the ensemble's member only, those that are wanted.
     *
     * @param role for sentences, for example {@code the truth}
     * @param members the wanted ones; empty if none was named
     * @param option by which members are named, or null if there is none
     */
    static Choice ofMembers(
            String role, Dataset data, Key key, List<Slot> candidates, List<Integer> members, String option) {
        if (candidates.isEmpty()) {
            return new None(absent(role, data, key));
        }
        TreeSet<Integer> there = candidates.stream()
                .map(Slot::member)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Slot> wanted = members.isEmpty() || there.isEmpty()
                ? candidates
                : candidates.stream()
                        .filter(slot -> members.contains(slot.member()))
                        .toList();
        long distinct = wanted.stream().map(Slot::member).distinct().count();
        if (distinct < wanted.size()) {
            return new None(role + " holds " + key + " more than once at this time");
        }
        if (!there.isEmpty() && !members.isEmpty() && !there.containsAll(members)) {
            return new None(role + " lacks a member that was asked for; it has " + there);
        }
        if (wanted.size() > 1 && members.size() != wanted.size()) {
            return new None(role + " holds " + wanted.size() + " members of an ensemble (" + there.first() + " to "
                    + there.last() + ")" + (option == null ? "" : "; choose with " + option));
        }
        return new Chosen(wanted);
    }

    /** Why there is nothing, with what is known of it. */
    static String absent(String role, Dataset data, Key key) {
        String remark = data.remarks().get(key.variable());
        Optional<String> unread = data.slots(key.variable(), key.level())
                .flatMap(
                        slot -> slot.moment() instanceof Moment.Unread(String reason) ? Stream.of(reason) : Stream.of())
                .findFirst();
        String why = remark == null ? instead(data, key) : ": " + remark;
        return role + " has no " + key + unread.map(reason -> ": " + reason).orElse(why);
    }

    private static String instead(Dataset data, Key key) {
        Set<Integer> levels = data.levels(key.variable());
        List<Integer> pressures =
                levels.stream().filter(Objects::nonNull).sorted().toList();
        if (!pressures.isEmpty()) {
            return (key.level() == null ? " without a level" : "") + ", only at " + named(pressures) + " hPa";
        }
        if (!levels.isEmpty()) {
            return ", only without a level";
        }
        return data.variables().isEmpty() ? "" : ", only " + named(data.variables());
    }

    private static String named(Collection<?> there) {
        String first = there.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return there.size() > MOST_NAMED ? first + ", …" : first;
    }
}
