package fairweather.scorecard.array;

import fairweather.failure.FailureException;
import fairweather.scorecard.data.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The moments of an array, and which indices of its dimensions each of them has.
 *
 * @param indices for every moment one index per dimension of the array; -1 for dimensions that are no time
 */
record Moments(List<Moment> moments, List<int[]> indices) {

    static Moments of(NamedArray array, Coordinates coordinates) {
        Builder builder = new Builder(array, coordinates);
        return builder.build();
    }

    private static final class Builder {
        private final NamedArray array;
        private final Coordinates coordinates;
        private final int[] place = new int[Role.values().length];
        private final Set<Role> used = EnumSet.noneOf(Role.class);
        private final List<Moment> moments = new ArrayList<>();
        private final List<int[]> indices = new ArrayList<>();

        Builder(NamedArray array, Coordinates coordinates) {
            this.array = array;
            this.coordinates = coordinates;
            Arrays.fill(place, -1);
            for (int d = 0; d < array.dimensions().size(); d++) {
                place(coordinates.role(array.dimensions().get(d)), d);
            }
        }

        /** Of two dimensions that stand for the same, one may be of a single step. */
        private void place(Role role, int dimension) {
            boolean another = role != Role.OTHER && has(role);
            if (another && length(role) > 1 && array.shape().get(dimension) > 1) {
                throw Coordinates.fault("the array " + array.name() + " has the dimensions " + name(role) + " and "
                        + array.dimensions().get(dimension) + ", which stand for the same");
            }
            if (!another || length(role) == 1) {
                place[role.ordinal()] = dimension;
            }
        }

        Moments build() {
            if (has(Role.MONTH)) {
                everyYear(Role.MONTH, Moment.Month::new);
            } else if (has(Role.DAY)) {
                everyYear(Role.DAY, Moment.DayAndHour::new);
            } else if (has(Role.HOUR)) {
                everyDay();
            } else if (has(Role.TIME)) {
                times();
            } else if (has(Role.LEAD)) {
                leads();
            } else {
                add(single(), Role.OTHER, 0, Role.OTHER, 0);
            }
            checkUsed();
            return new Moments(Collections.unmodifiableList(moments), indices);
        }

        /** A dimension that nothing asks for would be read at its first step only. */
        private void checkUsed() {
            for (Role role : List.of(Role.TIME, Role.LEAD, Role.MONTH, Role.DAY, Role.HOUR)) {
                if (has(role) && length(role) > 1 && !used.contains(role)) {
                    throw Coordinates.fault("the array " + array.name() + " has the dimension " + name(role)
                            + ", which does not go with its others");
                }
            }
        }

        private void everyYear(Role part, BiFunction<Integer, Integer, Moment> moment) {
            List<Integer> parts = coordinates.wholes(coordinate(part));
            List<Integer> hours =
                    has(Role.HOUR) ? coordinates.wholes(coordinate(Role.HOUR)) : Arrays.asList((Integer) null);
            for (int p = 0; p < parts.size(); p++) {
                for (int h = 0; h < hours.size(); h++) {
                    add(moment.apply(parts.get(p), hours.get(h)), part, p, Role.HOUR, h);
                }
            }
        }

        private void everyDay() {
            List<Integer> hours = coordinates.wholes(coordinate(Role.HOUR));
            for (int h = 0; h < hours.size(); h++) {
                add(new Moment.Hour(hours.get(h)), Role.HOUR, h, Role.OTHER, 0);
            }
        }

        private void times() {
            Optional<NamedArray> array = coordinates.along(name(Role.TIME));
            List<Instant> times;
            try {
                times = coordinates.instants(array.orElseThrow(
                        () -> Coordinates.fault("the dimension " + name(Role.TIME) + " has no coordinate")));
            } catch (FailureException unreadable) {
                if (length(Role.TIME) > 1 || has(Role.LEAD)) {
                    throw unreadable;
                }
                add(array.map(Builder::unread).orElse(new Moment.Always()), Role.TIME, 0, Role.OTHER, 0);
                return;
            }
            Optional<NamedArray> step = coordinates.alone(Role.LEAD);
            if (has(Role.LEAD)) {
                each(times, coordinates.leads(coordinate(Role.LEAD)));
            } else if (Coordinates.starts(array.orElseThrow()) && step.isPresent()) {
                each(times, coordinates.leads(step.get()));
            } else {
                valid(times, coordinates.leadsBeside(name(Role.TIME)).map(coordinates::leads));
            }
        }

        private void valid(List<Instant> times, Optional<List<Integer>> leads) {
            for (int t = 0; t < times.size(); t++) {
                Integer lead = leads.isPresent() ? leads.get().get(t) : null;
                Instant time = times.get(t);
                boolean started = time != null && lead != null;
                add(started ? at(time.minus(Duration.ofHours(lead)), lead) : at(time), Role.TIME, t, Role.OTHER, 0);
            }
        }

        private void each(List<Instant> starts, List<Integer> leads) {
            for (int t = 0; t < starts.size(); t++) {
                for (int l = 0; l < leads.size(); l++) {
                    add(at(starts.get(t), leads.get(l)), Role.TIME, t, Role.LEAD, l);
                }
            }
        }

        private void leads() {
            List<Integer> leads = coordinates.leads(coordinate(Role.LEAD));
            Optional<NamedArray> start = coordinates.alone(Role.TIME);
            Instant began =
                    start.isPresent() ? coordinates.instants(start.get()).getFirst() : null;
            for (int l = 0; l < leads.size(); l++) {
                Integer lead = leads.get(l);
                Moment moment = began != null ? at(began, lead) : lead == null ? null : new Moment.Lead(lead);
                add(moment, Role.LEAD, l, Role.OTHER, 0);
            }
        }

        private Moment single() {
            Optional<NamedArray> valid = coordinates.validTimeAlone();
            Optional<NamedArray> time = coordinates.alone(Role.TIME);
            Optional<NamedArray> step = coordinates.alone(Role.LEAD);
            if (time.isPresent() && step.isPresent()) {
                return at(
                        coordinates.instants(time.get()).getFirst(),
                        coordinates.leads(step.get()).getFirst());
            }
            Optional<NamedArray> known = valid.isPresent() ? valid : time;
            try {
                return known.isPresent() ? at(coordinates.instants(known.get()).getFirst()) : new Moment.Always();
            } catch (FailureException unreadable) {
                return unread(known.get());
            }
        }

        /** A number without a unit claims no time. */
        private static Moment unread(NamedArray time) {
            Optional<String> unit = time.text("units");
            return unit.isEmpty()
                    ? new Moment.Always()
                    : new Moment.Unread("its time, \"" + unit.get() + "\""
                            + time.text("calendar")
                                    .map(calendar -> " in the calendar " + calendar)
                                    .orElse("")
                            + ", cannot be read");
        }

        private static Moment at(Instant valid) {
            return valid == null ? null : new Moment.At(valid, null, null);
        }

        private static Moment at(Instant start, Integer lead) {
            return start == null || lead == null
                    ? null
                    : new Moment.At(start.plus(Duration.ofHours(lead)), start, lead);
        }

        /** A moment that cannot be told is left out. */
        private void add(Moment moment, Role first, int firstIndex, Role second, int secondIndex) {
            if (moment == null) {
                return;
            }
            int[] index = new int[array.dimensions().size()];
            Arrays.fill(index, -1);
            set(index, first, firstIndex);
            set(index, second, secondIndex);
            moments.add(moment);
            indices.add(index);
        }

        private void set(int[] index, Role role, int value) {
            if (role != Role.OTHER && has(role)) {
                used.add(role);
                index[place[role.ordinal()]] = value;
            }
        }

        private boolean has(Role role) {
            return place[role.ordinal()] >= 0;
        }

        private String name(Role role) {
            return array.dimensions().get(place[role.ordinal()]);
        }

        private int length(Role role) {
            return array.shape().get(place[role.ordinal()]);
        }

        private NamedArray coordinate(Role role) {
            return coordinates
                    .along(name(role))
                    .orElseThrow(() -> Coordinates.fault("the dimension " + name(role) + " has no coordinate"));
        }
    }
}
