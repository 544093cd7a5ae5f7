package fairweather.scoring.input;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Readiness;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import fairweather.run.VariableLevels;
import fairweather.scoring.input.InputRequest.Stage;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.score.Absence;
import fairweather.scoring.store.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings together the fields of a lead. Safe for use by several threads; blocks on disk, source and database. */
public final class ReferenceFields {
    /** How many leads are remembered; their values are mapped files, so that one costs little memory. */
    private static final int REMEMBERED = 64;

    /** Hours after the valid time at which a mislabelled field may be looked for. */
    private static final int[] OTHER_TIMES = {-24, -12, -6, 6, 12, 24};

    private final Map<String, NamedSource> sources;
    private final FieldCache cache;
    private final Catalogue catalogue;
    private final Map<InputRequest, LeadInputs.Complete> remembered = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InputRequest, LeadInputs.Complete> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ReferenceFields(List<NamedSource> sources, FieldCache cache, Catalogue catalogue) {
        this.sources = sources.stream().collect(Collectors.toMap(NamedSource::name, Function.identity()));
        this.cache = cache;
        this.catalogue = catalogue;
    }

    /** What the source declares to stand in for something else; empty if there is no such source. */
    public List<Substitution> substitutions(String source) {
        NamedSource named = sources.get(source);
        return named == null ? List.of() : named.source().substitutions();
    }

    /** The fields of a lead: from memory if they were complete before, else by looking anew. */
    public LeadInputs find(InputRequest request) {
        NamedSource source = sources.get(request.source());
        if (source == null) {
            return new LeadInputs.NotYet("no reference source is called \"" + request.source() + "\" here");
        }
        LeadInputs.Complete known = remembered(request);
        if (known != null && unchanged(known, source)) {
            return known;
        }
        LeadInputs found = new Search(source, request).result();
        if (found instanceof LeadInputs.Complete complete) {
            remember(request, complete);
        }
        return found;
    }

    /** Files of the cache may be removed and replaced at any time, and a child process opens them by their names. */
    private boolean unchanged(LeadInputs.Complete known, NamedSource source) {
        return known.components().stream()
                .flatMap(component -> component.evidence().stream())
                .allMatch(evidence ->
                        cache.unchanged(evidence.key(), source.source().id()));
    }

    private synchronized LeadInputs.Complete remembered(InputRequest request) {
        return remembered.get(request);
    }

    private synchronized void remember(InputRequest request, LeadInputs.Complete complete) {
        remembered.put(request, complete);
    }

    /** One look for all fields of a lead. What is missing is noted; the gravest finding decides. */
    private final class Search {
        private final NamedSource source;
        private final InputRequest request;
        private final List<String> broken = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private final List<String> notYet = new ArrayList<>();
        private Grid grid;
        private Kernel kernel;

        Search(NamedSource source, InputRequest request) {
            this.source = source;
            this.request = request;
        }

        LeadInputs result() {
            List<ComponentInputs> components = new ArrayList<>();
            for (VariableLevels variable : request.variables()) {
                for (Integer level : ascending(variable)) {
                    ComponentInputs inputs = component(variable.name(), level);
                    if (inputs != null) {
                        components.add(inputs);
                    }
                }
            }
            if (!broken.isEmpty()) {
                return new LeadInputs.Broken(broken.getFirst());
            }
            if (!gone.isEmpty()) {
                return new LeadInputs.Gone(gone.getFirst());
            }
            return notYet.isEmpty()
                    ? new LeadInputs.Complete(grid, kernel, grid == null ? null : request.parity(grid), components)
                    : new LeadInputs.NotYet(notYet.getFirst());
        }

        private ComponentInputs component(String variable, Integer level) {
            boolean day1 = request.stage() == Stage.DAY1;
            Evidence truth = fetch(
                    day1
                            ? FieldKey.analysis(variable, level, request.validTime())
                            : FieldKey.truth(variable, level, request.validTime()));
            Evidence climatology = fetch(FieldKey.climatology(variable, level, request.validTime()));
            FieldKey forecast = FieldKey.forecast(variable, level, request.initTime(), request.leadHours());
            Evidence reference = day1 ? fetch(forecast) : extra(forecast);
            Evidence required = day1 ? reference : null;
            boolean complete = truth != null && climatology != null && (required != null || !day1);
            if (!complete || !onOneGrid(truth, climatology, required)) {
                return null;
            }
            return judged(truth, climatology, required, reference);
        }

        /**
         * The reference of a stage that can do without one: whatever is wrong with it, it is left out. It must never
         * make a truth wait or go.
         */
        private Evidence extra(FieldKey key) {
            if (catalogue.holds(source.name(), key)
                    && cache.fetch(key, source.source()) instanceof Readiness.Ready ready
                    && catalogue.agrees(source.name(), key, ready)) {
                return evidence(key, ready);
            }
            return null;
        }

        private Evidence fetch(FieldKey key) {
            switch (cache.fetch(key, source.source())) {
                case Readiness.Ready ready -> {
                    return evidence(key, ready);
                }
                case Readiness.NotYet waiting -> notYet.add(waiting.why());
                case Readiness.Gone never -> gone.add(never.why());
                case Readiness.Broken contradiction -> broken.add(contradiction.why());
            }
            return null;
        }

        private Evidence evidence(FieldKey key, Readiness.Ready ready) {
            return new Evidence(key, ready, cache.file(key, source.source().id()));
        }

        private boolean onOneGrid(Evidence truth, Evidence climatology, Evidence reference) {
            if (grid == null) {
                grid = truth.field().grid();
                kernel = new Kernel(grid.latitudes(), grid.columns(), request.rule());
            }
            for (Evidence evidence : ComponentInputs.present(truth, climatology, reference)) {
                if (!evidence.field().grid().equals(grid)) {
                    broken.add("the " + evidence.key().describe() + " lies on another grid");
                    return false;
                }
            }
            return true;
        }

        /**
         * @param required limits where the truth counts, or null; {@code reference} is left out if it would limit it
         *     further or lies on another grid
         */
        private ComponentInputs judged(Evidence truth, Evidence climatology, Evidence required, Evidence reference) {
            TruthSums sums = sums(truth, climatology, required);
            if (!Absence.truthCovers(sums)) {
                (source.closed() ? gone : notYet).add(holes(ComponentInputs.present(truth, climatology, required)));
                return null;
            }
            Evidence usable = required;
            if (reference != required && reference.field().grid().equals(grid)) {
                TruthSums withReference = sums(truth, climatology, reference);
                if (withReference.global(Sum.N) == sums.global(Sum.N)) {
                    usable = reference;
                    sums = withReference;
                }
            }
            if (!ComponentInputs.present(truth, climatology, usable).stream().allMatch(this::catalogued)) {
                return null;
            }
            FieldKey key = truth.key();
            return new ComponentInputs(key.variable(), key.level(), truth, climatology, usable, sums, around(key));
        }

        /** Fields that together cover too little of the globe: those with holes are looked for anew, and named. */
        private String holes(List<Evidence> together) {
            List<Evidence> holed =
                    together.stream().filter(one -> !whole(one.rows())).toList();
            holed.forEach(one -> cache.evict(one.key(), source.source().id()));
            return (together.size() > 2 ? "truth, climatology and reference" : "truth and climatology")
                    + " together cover too little of the globe: values are missing in the "
                    + holed.stream().map(one -> one.key().describe()).collect(Collectors.joining(" and in the "));
        }

        private boolean whole(Rows field) {
            TruthSums itself = kernel.truth(new Standard(field, field, null, null));
            return itself.global(Sum.N) == itself.global(Sum.N_ALL);
        }

        /** What the cache has already; nothing is fetched for a diagnosis. */
        private TruthAround around(FieldKey truth) {
            SortedMap<Integer, Evidence> others = new TreeMap<>();
            for (int hours : OTHER_TIMES) {
                Instant time = request.validTime().plus(Duration.ofHours(hours));
                FieldKey key = request.stage() == Stage.DAY1
                        ? FieldKey.analysis(truth.variable(), truth.level(), time)
                        : FieldKey.truth(truth.variable(), truth.level(), time);
                cache.find(key, source.source().id())
                        .filter(ready -> ready.field().grid().equals(grid))
                        .ifPresent(ready -> others.put(hours, evidence(key, ready)));
            }
            return new TruthAround(request.leadHours(), others);
        }

        private TruthSums sums(Evidence truth, Evidence climatology, Evidence reference) {
            Rows r = reference == null ? null : reference.rows();
            return kernel.truth(new Standard(truth.rows(), climatology.rows(), r, null));
        }

        private boolean catalogued(Evidence evidence) {
            if (catalogue.agrees(source.name(), evidence.key(), evidence.ready())) {
                return true;
            }
            cache.evict(evidence.key(), source.source().id());
            broken.add("the " + evidence.key().describe() + " does not have the sha256 that the catalogue lists");
            return false;
        }
    }

    private static List<Integer> ascending(VariableLevels variable) {
        return variable.levels().isEmpty()
                ? variable.levelsOrSurface()
                : variable.levels().stream().sorted().toList();
    }
}
