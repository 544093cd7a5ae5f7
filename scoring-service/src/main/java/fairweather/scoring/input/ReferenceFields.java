package fairweather.scoring.input;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Readiness;
import fairweather.reference.Substitution;
import fairweather.reference.provider.Found;
import fairweather.reference.provider.ReferenceData;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings together the fields of a lead. Safe for use by several threads; blocks on disk, source and database. */
public final class ReferenceFields {
    /** How many leads are remembered; their values are mapped files, so that one costs little memory. */
    private static final int REMEMBERED = 64;

    /** Hours after the valid time at which a mislabelled field may be looked for. */
    private static final int[] OTHER_TIMES = {-24, -12, -6, 6, 12, 24};

    private final Map<String, ReferenceData> sources;
    private final Catalogue catalogue;
    private final Map<InputRequest, LeadInputs.Complete> remembered = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InputRequest, LeadInputs.Complete> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ReferenceFields(List<ReferenceData> sources, Catalogue catalogue) {
        this.sources = sources.stream().collect(Collectors.toMap(ReferenceData::name, Function.identity()));
        this.catalogue = catalogue;
    }

    /** What the source declares to stand in for something else; empty if there is no such source. */
    public List<Substitution> substitutions(String source) {
        ReferenceData named = sources.get(source);
        return named == null ? List.of() : named.substitutions();
    }

    /** The fields of a lead: from memory if they were complete before, else by looking anew. */
    public LeadInputs find(InputRequest request) {
        ReferenceData source = sources.get(request.source());
        if (source == null) {
            return new LeadInputs.NotYet(unknown(request));
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

    /** Fetches the reference forecast of a lead and catalogues what there is of it, for when its truth comes. */
    public SavedReference saveReference(InputRequest request) {
        ReferenceData source = sources.get(request.source());
        if (source == null) {
            return new SavedReference.NotYet(unknown(request), null);
        }
        List<FieldKey> keys =
                standings(request).stream().map(Standing::reference).toList();
        String lost = null;
        SavedReference.NotYet waiting = null;
        for (Map.Entry<FieldKey, Found> found : source.find(keys).entrySet()) {
            switch (found.getValue().readiness()) {
                case Readiness.Ready ready -> {
                    if (!catalogue.agrees(source.name(), found.getKey(), ready)) {
                        lost = otherThanCatalogued(found.getKey());
                        source.putAside(found.getKey(), ready, lost);
                    }
                }
                case Readiness.NotYet notYet -> waiting = new SavedReference.NotYet(notYet.why(), notYet.askAgain());
                case Readiness.Gone gone -> lost = gone.why();
                case Readiness.Broken broken -> lost = broken.why();
            }
        }
        if (waiting != null) {
            return waiting;
        }
        return lost == null ? new SavedReference.Saved() : new SavedReference.Lost(lost);
    }

    private static String unknown(InputRequest request) {
        return "no reference source is called \"" + request.source() + "\" here";
    }

    private static String otherThanCatalogued(FieldKey key) {
        return "the " + key.describe() + " does not have the sha256 that the catalogue lists";
    }

    /** Files of the cache may be removed and replaced at any time, and a child process opens them by their names. */
    private boolean unchanged(LeadInputs.Complete known, ReferenceData source) {
        return known.components().stream()
                .flatMap(component -> component.evidence().stream())
                .allMatch(evidence -> source.unchanged(evidence.key(), evidence.ready()));
    }

    private synchronized LeadInputs.Complete remembered(InputRequest request) {
        return remembered.get(request);
    }

    private synchronized void remember(InputRequest request, LeadInputs.Complete complete) {
        remembered.put(request, complete);
    }

    /** One look for all fields of a lead, together. What is missing is noted; the gravest finding decides. */
    private final class Search {
        private final ReferenceData source;
        private final InputRequest request;
        private final List<String> broken = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private final List<LeadInputs.NotYet> notYet = new ArrayList<>();
        private Map<FieldKey, Found> found = Map.of();
        private Grid grid;
        private Kernel kernel;

        Search(ReferenceData source, InputRequest request) {
            this.source = source;
            this.request = request;
        }

        LeadInputs result() {
            List<Standing> wanted = standings(request);
            found = source.find(wanted.stream().flatMap(this::keys).toList());
            List<ComponentInputs> components = wanted.stream()
                    .map(this::component)
                    .filter(Objects::nonNull)
                    .toList();
            if (!broken.isEmpty()) {
                return new LeadInputs.Broken(broken.getFirst());
            }
            if (!gone.isEmpty()) {
                return new LeadInputs.Gone(gone.getFirst());
            }
            return notYet.isEmpty()
                    ? new LeadInputs.Complete(grid, kernel, grid == null ? null : request.parity(grid), components)
                    : new LeadInputs.NotYet(notYet.getFirst().why(), soonest());
        }

        /**
         * The reference of a stage that can do without one is asked for only if it was saved, and left out whatever is
         * wrong with it. It must never make a truth wait or go.
         */
        private Stream<FieldKey> keys(Standing wanted) {
            boolean referred = request.stage() == Stage.DAY1 || catalogue.holds(source.name(), wanted.reference());
            return referred
                    ? Stream.of(wanted.truth(), wanted.climatology(), wanted.reference())
                    : Stream.of(wanted.truth(), wanted.climatology());
        }

        private Duration soonest() {
            return notYet.stream()
                    .map(LeadInputs.NotYet::askAgain)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        private ComponentInputs component(Standing wanted) {
            boolean day1 = request.stage() == Stage.DAY1;
            Evidence truth = required(wanted.truth());
            Evidence climatology = required(wanted.climatology());
            Evidence reference = day1 ? required(wanted.reference()) : extra(wanted.reference());
            Evidence required = day1 ? reference : null;
            boolean complete = truth != null && climatology != null && (required != null || !day1);
            if (!complete || !onOneGrid(truth, climatology, required)) {
                return null;
            }
            return judged(truth, climatology, required, reference);
        }

        private Evidence extra(FieldKey key) {
            Found answer = found.get(key);
            return answer != null
                            && answer.readiness() instanceof Readiness.Ready ready
                            && catalogue.agrees(source.name(), key, ready)
                    ? new Evidence(key, ready, answer.file())
                    : null;
        }

        private Evidence required(FieldKey key) {
            Found answer = found.get(key);
            switch (answer.readiness()) {
                case Readiness.Ready ready -> {
                    return new Evidence(key, ready, answer.file());
                }
                case Readiness.NotYet waiting -> notYet.add(new LeadInputs.NotYet(waiting.why(), waiting.askAgain()));
                case Readiness.Gone never -> gone.add(never.why());
                case Readiness.Broken contradiction -> broken.add(contradiction.why());
            }
            return null;
        }

        /** Both of two fields that do not lie together are looked for anew: an operator may have corrected a base address. */
        private boolean onOneGrid(Evidence truth, Evidence climatology, Evidence reference) {
            if (grid == null) {
                grid = truth.field().grid();
                kernel = new Kernel(grid.latitudes(), grid.columns(), request.rule());
            }
            for (Evidence evidence : ComponentInputs.present(truth, climatology, reference)) {
                if (!evidence.field().grid().equals(grid)) {
                    broken.add("the " + evidence.key().describe() + " lies on another grid");
                    source.evict(truth.key(), truth.ready());
                    source.evict(evidence.key(), evidence.ready());
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
                String holes = holes(ComponentInputs.present(truth, climatology, required));
                if (source.closed()) {
                    gone.add(holes);
                } else {
                    notYet.add(new LeadInputs.NotYet(holes));
                }
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
            holed.forEach(one -> source.evict(one.key(), one.ready()));
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
                source.cached(key)
                        .filter(other -> other.readiness() instanceof Readiness.Ready ready
                                && ready.field().grid().equals(grid))
                        .ifPresent(other -> others.put(
                                hours, new Evidence(key, (Readiness.Ready) other.readiness(), other.file())));
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
            String why = otherThanCatalogued(evidence.key());
            source.putAside(evidence.key(), evidence.ready(), why);
            broken.add(why);
            return false;
        }
    }

    /** The fields of one component. */
    private record Standing(FieldKey truth, FieldKey climatology, FieldKey reference) {
        static Standing of(InputRequest request, String variable, Integer level) {
            Instant time = request.validTime();
            return new Standing(
                    request.stage() == Stage.DAY1
                            ? FieldKey.analysis(variable, level, time)
                            : FieldKey.truth(variable, level, time),
                    FieldKey.climatology(variable, level, time),
                    FieldKey.forecast(variable, level, request.initTime(), request.leadHours()));
        }
    }

    /** Every field that a lead is scored with. */
    static List<FieldKey> keys(InputRequest request) {
        return standings(request).stream()
                .flatMap(one -> Stream.of(one.truth(), one.climatology(), one.reference()))
                .toList();
    }

    private static List<Standing> standings(InputRequest request) {
        return request.variables().stream()
                .flatMap(variable ->
                        ascending(variable).stream().map(level -> Standing.of(request, variable.name(), level)))
                .toList();
    }

    private static List<Integer> ascending(VariableLevels variable) {
        return variable.levels().isEmpty()
                ? variable.levelsOrSurface()
                : variable.levels().stream().sorted().toList();
    }
}
