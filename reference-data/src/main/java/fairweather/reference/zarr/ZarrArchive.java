package fairweather.reference.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Zarr v2 store of a provider. Its consolidated metadata are kept as long as their ETag is the same; a store without
 * them is read array by array, each time. Safe for use by several threads.
 */
public final class ZarrArchive {
    private static final Caps CAPS = Caps.ARCHIVE;
    private static final String CONSOLIDATED = ObjectKey.CONSOLIDATED_METADATA.value();
    private static final String ATTRIBUTES = ".zattrs";
    private static final String ARRAY = ".zarray";

    private final ObjectStore objects;
    private final ArchiveReader reader;
    private final List<String> coordinates;
    private String etag;
    private ZarrContents known;

    /** @param coordinates that the store's arrays have besides latitude, longitude and level */
    public ZarrArchive(ObjectStore objects, List<String> coordinates) {
        this.objects = objects;
        this.reader = new ArchiveReader(objects);
        this.coordinates = List.copyOf(coordinates);
    }

    public String describe() {
        return objects.describe();
    }

    /**
     * What the store holds now.
     *
     * @throws fairweather.reference.object.ObjectTrouble if that cannot be read now
     * @throws FailureException if it is no supported store
     */
    public synchronized ZarrContents open() {
        Optional<ObjectInfo> head = objects.head(CONSOLIDATED);
        if (head.isEmpty()) {
            // A store that had them is only without them while they are written anew.
            return known != null ? known : contents(ZarrMetadata.of(metadataObjects(), CAPS));
        }
        if (known == null || etag == null || !etag.equals(head.get().etag())) {
            known = contents(ZarrMetadata.read(reader, CAPS));
            etag = head.get().etag();
        }
        return known;
    }

    /** The store's own attributes now, which change more often than its arrays do. */
    public JsonNode attributes(ZarrContents contents) {
        Optional<byte[]> own = reader.find(ATTRIBUTES, CAPS.metadataObject());
        if (own.isEmpty()) {
            return contents.attributes();
        }
        SortedMap<String, byte[]> only = new TreeMap<>();
        only.put(ATTRIBUTES, own.get());
        return ZarrMetadata.of(only, CAPS).attributes();
    }

    private ZarrContents contents(ZarrMetadata metadata) {
        return new ZarrContents(metadata, reader, CAPS);
    }

    private SortedMap<String, byte[]> metadataObjects() {
        List<String> arrays =
                new ArrayList<>(List.of(ZarrContents.LATITUDE, ZarrContents.LONGITUDE, ZarrContents.LEVEL));
        arrays.addAll(coordinates);
        for (CanonicalVariable variable : CanonicalVariable.values()) {
            arrays.add(variable.era5Name());
        }
        SortedMap<String, byte[]> found = new TreeMap<>();
        for (String array : arrays) {
            add(array + "/" + ARRAY, found);
            if (found.containsKey(array + "/" + ARRAY)) {
                add(array + "/" + ATTRIBUTES, found);
            }
        }
        if (found.isEmpty()) {
            throw new FailureException(
                    Code.INTEGRITY_CHUNK_MISSING, objects.describe() + " has no metadata of a Zarr store");
        }
        add(ATTRIBUTES, found);
        return found;
    }

    private void add(String key, SortedMap<String, byte[]> found) {
        reader.find(key, CAPS.metadataObject()).ifPresent(json -> found.put(key, json));
    }
}
