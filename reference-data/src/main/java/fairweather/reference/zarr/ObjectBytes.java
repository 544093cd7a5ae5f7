package fairweather.reference.zarr;

import fairweather.forecast.codec.Span;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.util.List;
import java.util.stream.Collectors;

/** The bytes of one object in the state that its head told of, and of no other. */
record ObjectBytes(ObjectStore store, ObjectInfo info) {

    int length() {
        return (int) info.length();
    }

    /** @throws ObjectTrouble if they cannot be had now */
    byte[] whole() {
        StoredObject object = store.get(info.key(), info.length()).orElseThrow(this::changed);
        boolean same = info.etag() == null || info.etag().equals(object.info().etag());
        if (!same || object.bytes().length != info.length()) {
            throw changed();
        }
        return object.bytes();
    }

    /** @throws ObjectTrouble if they cannot be had now */
    byte[] range(Span span) {
        byte[] bytes = store.range(info.key(), span.from(), span.to() - 1L, info.etag())
                .orElseThrow(this::changed)
                .bytes();
        if (bytes.length != span.length()) {
            throw new ObjectTrouble(
                    ObjectTrouble.Kind.TRUNCATED, store.describe() + " gave fewer bytes than were asked for");
        }
        return bytes;
    }

    /** As a provenance has it: {@code 0-511,90000-95000}, or null for all of them. */
    String spoken(List<Span> spans) {
        if (spans.equals(List.of(new Span(0, length())))) {
            return null;
        }
        return spans.stream().map(span -> span.from() + "-" + (span.to() - 1)).collect(Collectors.joining(","));
    }

    private ObjectTrouble changed() {
        return new ObjectTrouble(
                ObjectTrouble.Kind.CHANGED, "an object of " + store.describe() + " was replaced while it was read");
    }
}
