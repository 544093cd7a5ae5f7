package fairweather.scorecard.card;

import fairweather.scorecard.Unusable;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Scores a forecast field by field; what is held at once is one field of each data set and a few beside. */
public final class Scoring {
    private final Dataset forecast;
    private final Dataset truth;
    private final Dataset climatology;
    private final Optional<Dataset> reference;
    private final Request request;
    private final Mode mode;

    public Scoring(
            Dataset forecast,
            Dataset truth,
            Dataset climatology,
            Optional<Dataset> reference,
            Request request,
            Mode mode) {
        this.forecast = forecast;
        this.truth = truth;
        this.climatology = climatology;
        this.reference = reference;
        this.request = request;
        this.mode = mode;
    }

    /** @throws Unusable if the request does not fit the forecast at all */
    public Card score(Progress progress) {
        List<String> variables = variables();
        ForecastTimes times = ForecastTimes.of(forecast, variables, request.init(), request.persist());
        List<Step> steps = times.steps(variables, request.leads(), truth);
        List<Key> keys =
                variables.stream().flatMap(variable -> keys(variable).stream()).toList();
        Pairing pairing = pairing(variables, times);
        List<Component> components = new ArrayList<>();
        int all = keys.size() * steps.size();
        try {
            for (Key key : keys) {
                for (Step step : steps) {
                    progress.at(components.size(), all, key.toString());
                    components.add(pairing.component(key, step));
                }
            }
        } finally {
            progress.at(all, all, "");
        }
        return new Card(mode, components, leadScores(components));
    }

    private Pairing pairing(List<String> variables, ForecastTimes times) {
        return new Pairing(
                new Forecasts("the forecast", forecast, times, request.members(), "--members"),
                new Truths(truth, request.truthMembers()),
                new Climatologies(climatology),
                reference.map(data -> new Forecasts(
                        "the reference",
                        data,
                        ForecastTimes.of(data, variables, times.start(), false),
                        List.of(),
                        null)),
                request.regrid(),
                mode);
    }

    private List<String> variables() {
        Set<String> there = forecast.variables();
        if (there.isEmpty()) {
            throw new Unusable(forecast.name() + ": no field in it can be scored"
                    + forecast.remarks().values().stream()
                            .findFirst()
                            .map(remark -> "; " + remark)
                            .orElse(""));
        }
        if (!request.variables().isEmpty()) {
            return request.variables();
        }
        List<String> known = Names.known().stream().filter(there::contains).toList();
        return known.isEmpty() ? List.copyOf(there) : known;
    }

    private List<Key> keys(String variable) {
        List<Integer> there = forecast.levels(variable).stream()
                .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .toList();
        boolean withLevels = there.isEmpty() ? !truth.levels(variable).contains(null) : there.getFirst() != null;
        if (withLevels && !request.levels().isEmpty()) {
            return request.levels().stream()
                    .sorted()
                    .map(level -> new Key(variable, level))
                    .toList();
        }
        return there.isEmpty()
                ? List.of(new Key(variable, null))
                : there.stream().map(level -> new Key(variable, level)).toList();
    }

    private Map<Integer, Double> leadScores(List<Component> components) {
        Map<Integer, List<Component>> byLead = new TreeMap<>();
        for (Component component : components) {
            if (component.step().leadHours() != null) {
                byLead.computeIfAbsent(component.step().leadHours(), ignored -> new ArrayList<>())
                        .add(component);
            }
        }
        Map<Integer, Double> scores = new TreeMap<>();
        byLead.forEach((lead, ofLead) -> {
            if (ofLead.stream().anyMatch(Component::scored)) {
                mode.leadScore(ofLead).ifPresent(value -> scores.put(lead, value));
            }
        });
        return scores;
    }
}
