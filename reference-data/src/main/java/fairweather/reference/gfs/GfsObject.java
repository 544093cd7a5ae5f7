package fairweather.reference.gfs;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.gfs.RangePlan.Range;
import fairweather.reference.gfs.Refusal.Kind;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** One state of one mirror's file, with its index. Safe for use by several threads. */
final class GfsObject {
    private final GfsMirror mirror;
    private final GfsIndex index;
    private final ObjectInfo info;

    private GfsObject(GfsMirror mirror, GfsIndex index, ObjectInfo info) {
        this.mirror = mirror;
        this.index = index;
        this.info = info;
    }

    /** @throws Refusal if the mirror does not have it, or not whole */
    static GfsObject open(GfsMirror mirror, GfsSettings settings, GfsStep step) throws Refusal {
        GfsPath path = new GfsPath(settings.resolution());
        ObjectStore store = mirror.store();
        String indexKey = path.index(step);
        StoredObject listing = present(indexKey, () -> store.get(indexKey, GfsIndex.MOST_BYTES));
        GfsIndex index = GfsIndex.parse(listing.bytes(), step, settings.fewestLines());
        String dataKey = path.data(step);
        ObjectInfo info = present(dataKey, () -> store.head(dataKey));
        if (info.length() <= index.lastOffset()) {
            throw new Refusal(
                    Kind.UNFINISHED,
                    dataKey + " has " + info.length() + " bytes, its index lists a message from byte "
                            + index.lastOffset() + " on");
        }
        return new GfsObject(mirror, index, info);
    }

    /** @throws Refusal if the index does not list the field */
    Span message(FieldKey key) throws Refusal {
        CanonicalVariable variable = CanonicalVariable.of(key.variable()).orElseThrow();
        return index.message(key, variable, info.length());
    }

    boolean lists(FieldKey key) {
        try {
            message(key);
            return true;
        } catch (Refusal unlisted) {
            return false;
        }
    }

    /** Of the index. */
    int messages() {
        return index.messages();
    }

    String key() {
        return info.key();
    }

    long length() {
        return info.length();
    }

    String etag() {
        return info.etag();
    }

    /** @throws Refusal if the bytes cannot be had, or the object is no longer in this state */
    byte[] bytes(Span span) throws Refusal {
        StoredObject answer =
                present(info.key(), () -> mirror.store().range(info.key(), span.from(), span.to(), info.etag()));
        boolean sameState = answer.info().length() == info.length()
                && (info.etag() == null || Objects.equals(answer.info().etag(), info.etag()));
        if (!sameState) {
            throw new Refusal(Kind.REPLACED, info.key() + " was replaced while it was read");
        }
        if (answer.bytes().length != span.length()) {
            throw new Refusal(
                    Kind.TROUBLE, info.key() + ": " + answer.bytes().length + " bytes came for the range " + span);
        }
        return answer.bytes();
    }

    /** The part of a range's bytes that is the message. */
    static byte[] part(Range range, byte[] bytes, Span message) {
        int from = (int) (message.from() - range.span().from());
        return Arrays.copyOfRange(bytes, from, from + (int) message.length());
    }

    Provenance provenance(FieldKey key, Span message, String sha256) {
        return new Provenance(GfsSource.ID, name(), sha256, info.etag(), message.toString(), null, key, null);
    }

    /** Whether a field with this provenance was surely read from the very same state of the very same object. */
    boolean gave(Provenance provenance) {
        return info.etag() != null && info.etag().equals(provenance.etag()) && name().equals(provenance.file());
    }

    private String name() {
        return mirror.name() + "/" + info.key();
    }

    private interface Question<T> {
        Optional<T> ask();
    }

    private static <T> T present(String key, Question<T> question) throws Refusal {
        try {
            return question.ask().orElseThrow(() -> new Refusal(Kind.ABSENT, "no " + key));
        } catch (ObjectTrouble trouble) {
            Kind kind = switch (trouble.kind()) {
                case CHANGED -> Kind.REPLACED;
                case TRUNCATED, OVERSIZE -> Kind.UNFINISHED;
                case UNREACHABLE, STALLED, RATE_LIMITED, DENIED, REFUSED, NO_RANGES -> Kind.TROUBLE;
            };
            throw new Refusal(kind, trouble.getMessage(), trouble);
        }
    }
}
