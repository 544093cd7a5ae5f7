package fairweather.reference.gfs;

import fairweather.failure.Sanitiser;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource.Receiver;
import fairweather.reference.gfs.Refusal.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One reading of the wanted fields of one file: mirror after mirror, until nothing is missing. For one thread. */
final class StepReading {
    /** A file that is replaced while it is read is begun again so often, then it is the next mirror's turn. */
    private static final int BEGINNINGS = 2;

    private final GfsSettings settings;
    private final GfsStep step;
    private final GivenFields given;
    private final Set<FieldKey> missing;
    private final Receiver receiver;

    StepReading(GfsSettings settings, GfsStep step, GivenFields given, Collection<FieldKey> wanted, Receiver receiver) {
        this.settings = settings;
        this.step = step;
        this.given = given;
        this.missing = new LinkedHashSet<>(wanted);
        this.receiver = receiver;
    }

    /** Answers every wanted field. */
    void run(List<GfsMirror> mirrors, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (GfsMirror mirror : preferred(mirrors)) {
            Refusal refusal = readFrom(mirror);
            if (refusal == null) {
                return;
            }
            String remark = refusal.kind() == Kind.ABSENT ? mirror.remark(step.cycle(), now) : "";
            refusals.add(new Refusal(refusal.kind(), mirror.name() + ": " + refusal.getMessage() + remark, refusal));
        }
        Readiness answer = answer(refusals);
        missing.forEach(key -> receiver.take(key, answer));
    }

    /** A file that was begun is gone on with where it was begun. */
    private List<GfsMirror> preferred(List<GfsMirror> mirrors) {
        Set<String> begun = already().values().stream()
                .map(provenance -> provenance.file().split("/", 2)[0])
                .collect(Collectors.toSet());
        List<GfsMirror> ordered = new ArrayList<>(mirrors);
        ordered.sort((one, other) -> Boolean.compare(begun.contains(other.name()), begun.contains(one.name())));
        return ordered;
    }

    /** Null if nothing is missing any more. */
    private Refusal readFrom(GfsMirror mirror) {
        Refusal last = null;
        for (int beginning = 1; beginning <= BEGINNINGS; beginning++) {
            try {
                readFrom(GfsObject.open(mirror, settings, step));
                return null;
            } catch (Refusal refusal) {
                last = refusal;
                if (refusal.kind() != Kind.REPLACED) {
                    break;
                }
            }
        }
        return last;
    }

    private void readFrom(GfsObject object) throws Refusal {
        SortedMap<Span, List<FieldKey>> wanted = messages(object, missing);
        proveSame(object);
        RangeReader.read(
                object, wanted.keySet(), (span, bytes) -> fields(object, wanted.get(span), span, bytes), this::give);
    }

    private Map<FieldKey, Readiness.Ready> fields(GfsObject object, List<FieldKey> keys, Span span, byte[] bytes)
            throws Refusal {
        GfsMessage message = GfsMessage.read(span, bytes);
        Map<FieldKey, Readiness.Ready> fields = new LinkedHashMap<>();
        for (FieldKey key : keys) {
            Field field = message.field(key, step, settings.grid());
            Provenance provenance = object.provenance(key, span, message.sha256());
            fields.put(key, new Readiness.Ready(field, field.sha256(), provenance));
        }
        return fields;
    }

    private void give(Map<FieldKey, Readiness.Ready> fields) {
        fields.forEach(this::give);
    }

    private void give(FieldKey key, Readiness.Ready ready) {
        receiver.take(key, ready);
        given.note(key, ready.provenance());
        missing.remove(key);
    }

    /** The fields of this file that somebody has and nobody asks for now. */
    private Map<FieldKey, Provenance> already() {
        Map<FieldKey, Provenance> fields = new HashMap<>(given.fields());
        fields.keySet().removeAll(missing);
        return fields;
    }

    /** Fields given from another object must have come from the same bytes as this one has. */
    private void proveSame(GfsObject object) throws Refusal {
        Map<FieldKey, Provenance> others = already();
        others.values().removeIf(object::gave);
        SortedMap<Span, List<FieldKey>> messages = messages(object, others.keySet());
        record Seen(Span span, String sha256) {}
        RangeReader.read(
                object,
                messages.keySet(),
                (span, bytes) -> new Seen(span, GfsMessage.read(span, bytes).sha256()),
                seen -> {
                    for (FieldKey key : messages.get(seen.span())) {
                        if (!seen.sha256().equals(others.get(key).fileSha256())) {
                            throw new Refusal(
                                    Kind.UNFINISHED,
                                    "this is not the state of the file that the " + key.describe() + " came from");
                        }
                    }
                });
    }

    private static SortedMap<Span, List<FieldKey>> messages(GfsObject object, Set<FieldKey> keys) throws Refusal {
        SortedMap<Span, List<FieldKey>> messages = new TreeMap<>();
        for (FieldKey key : keys) {
            messages.computeIfAbsent(object.message(key), span -> new ArrayList<>())
                    .add(key);
        }
        return messages;
    }

    /** Broken if each mirror that has the file contradicts itself, and all could be asked. */
    private Readiness answer(List<Refusal> refusals) {
        Set<Kind> kinds = refusals.stream().map(Refusal::kind).collect(Collectors.toSet());
        String reasons = refusals.stream().map(Refusal::getMessage).collect(Collectors.joining("; "));
        String why = Sanitiser.clean(step.describe() + " cannot be had: " + reasons);
        kinds.remove(Kind.ABSENT);
        return kinds.equals(Set.of(Kind.CONTRADICTION)) ? new Readiness.Broken(why) : new Readiness.NotYet(why);
    }
}
