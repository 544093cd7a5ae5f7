package fairweather.scorecard.card;

import fairweather.scorecard.Unusable;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which fields of a forecast stand for which lead. A forecast whose files tell leads keeps them; of several starts one
 * is chosen. A time series without leads has them counted from its start. A field without a time stands for every lead.
 */
final class ForecastTimes {
    private final Dataset forecast;
    private final boolean ownLeads;
    private final Instant start;
    private final boolean persist;

    private ForecastTimes(Dataset forecast, boolean ownLeads, Instant start, boolean persist) {
        this.forecast = forecast;
        this.ownLeads = ownLeads;
        this.start = start;
        this.persist = persist;
    }

    /**
     * @param variables those that are scored; the times of others do not matter
     * @param init T0 as the researcher gave it, or null
     * @param persist whether the field at T0 stands for every lead
     * @throws Unusable if T0 has to be given, or the forecast has none such
     */
    static ForecastTimes of(Dataset forecast, Collection<String> variables, Instant init, boolean persist) {
        List<Moment> moments = moments(forecast, variables).toList();
        boolean ownLeads = moments.stream().anyMatch(ForecastTimes::tellsLead);
        Instant start = init != null ? init : start(forecast, moments, ownLeads);
        return new ForecastTimes(forecast, ownLeads, start, persist);
    }

    /** Those of the variables; where the data set has none of them, those of all that it has. */
    private static Stream<Moment> moments(Dataset data, Collection<String> variables) {
        boolean any = data.variables().stream().anyMatch(variables::contains);
        return data.series().stream()
                .filter(series -> !any || variables.contains(series.variable()))
                .flatMap(series -> series.moments().stream());
    }

    private static boolean tellsLead(Moment moment) {
        return switch (moment) {
            case Moment.At at -> at.leadHours() != null && at.leadHours() != 0;
            case Moment.Lead lead -> true;
            case Moment.Always always -> false;
            case Moment.Unread unread -> false;
            case Moment.Month month -> false;
            case Moment.DayAndHour day -> false;
            case Moment.Hour hour -> false;
        };
    }

    private static Instant start(Dataset forecast, List<Moment> moments, boolean ownLeads) {
        if (moments.stream().anyMatch(Moment.Lead.class::isInstance)) {
            throw new Unusable(forecast.name() + ": it tells leads but not when it began; give --init");
        }
        TreeSet<Instant> starts = new TreeSet<>();
        for (Moment moment : moments) {
            if (moment instanceof Moment.At at) {
                starts.add(ownLeads && at.start() != null ? at.start() : at.valid());
            }
        }
        if (starts.size() > 1) {
            throw new Unusable(
                    ownLeads
                            ? forecast.name() + ": it holds forecasts of " + starts.size() + " starts ("
                                    + starts.first() + " to " + starts.last() + "); choose one with --init"
                            : forecast.name() + ": it holds " + starts.size() + " times (" + starts.first() + " to "
                                    + starts.last() + ") and no leads; give --init, from which leads are counted");
        }
        return starts.isEmpty() ? null : starts.first();
    }

    /** T0, or null if nothing tells it. */
    Instant start() {
        return start;
    }

    /**
     * The leads to score, ascending: those that were asked for, else all that the forecast has; at least one.
     *
     * @param truth of which a field without a time has the time, if that has only one
     */
    List<Step> steps(Collection<String> variables, Set<Integer> asked, Dataset truth) {
        if (!asked.isEmpty()) {
            if (start == null && asked.size() > 1) {
                throw new Unusable(forecast.name() + ": it has no time; several leads need --init");
            }
            return new TreeSet<>(asked).stream().map(this::step).toList();
        }
        List<Step> steps = moments(forecast, variables)
                .distinct()
                .flatMap(moment -> moment instanceof Moment.Always
                        ? Stream.of(stepOfTruth(truth, variables))
                        : stepOf(moment).stream())
                .distinct()
                .sorted(Comparator.comparing(Step::leadHours, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        boolean unread = moments(forecast, variables).anyMatch(Moment.Unread.class::isInstance);
        if (steps.isEmpty() && start != null && !unread) {
            throw new Unusable(forecast.name() + ": it holds nothing that began at or is valid after " + start);
        }
        return steps.isEmpty() ? List.of(new Step(null, null)) : steps;
    }

    private Step stepOfTruth(Dataset truth, Collection<String> variables) {
        if (start == null) {
            return new Step(null, null);
        }
        List<Instant> valid = moments(truth, variables)
                .flatMap(moment -> moment instanceof Moment.At at ? Stream.of(at.valid()) : Stream.of())
                .distinct()
                .toList();
        return step(valid.size() == 1 ? wholeLead(valid.getFirst()).orElse(0) : 0);
    }

    private Step step(int lead) {
        return new Step(lead, start == null ? null : start.plus(Duration.ofHours(lead)));
    }

    private Optional<Step> stepOf(Moment moment) {
        return switch (moment) {
            case Moment.Always always -> Optional.empty();
            case Moment.Unread unread -> Optional.empty();
            case Moment.Lead lead -> Optional.of(step(lead.hours()));
            case Moment.At at -> lead(at).map(this::step);
            case Moment.Month month -> Optional.empty();
            case Moment.DayAndHour day -> Optional.empty();
            case Moment.Hour hour -> Optional.empty();
        };
    }

    /** The lead of a field that tells its time; empty if it belongs to another start or its lead is not whole. */
    private Optional<Integer> lead(Moment.At at) {
        if (ownLeads && at.start() != null) {
            return at.start().equals(start) ? Optional.of(at.leadHours()) : Optional.empty();
        }
        return wholeLead(at.valid());
    }

    private Optional<Integer> wholeLead(Instant valid) {
        Duration lead = Duration.between(start, valid);
        boolean whole = !lead.isNegative() && lead.equals(Duration.ofHours(lead.toHours()));
        return whole ? Optional.of((int) lead.toHours()) : Optional.empty();
    }

    /** The fields of a variable at a level that stand for a lead: one, or one for each member. */
    List<Slot> slots(Key key, Step step) {
        Step wanted = persist && start != null ? step(0) : step;
        List<Slot> timed = forecast.slots(key.variable(), key.level())
                .filter(slot -> !(slot.moment() instanceof Moment.Always))
                .filter(slot -> stepOf(slot.moment()).filter(wanted::equals).isPresent())
                .toList();
        return !timed.isEmpty()
                ? timed
                : forecast.slots(key.variable(), key.level())
                        .filter(slot -> slot.moment() instanceof Moment.Always)
                        .toList();
    }
}
