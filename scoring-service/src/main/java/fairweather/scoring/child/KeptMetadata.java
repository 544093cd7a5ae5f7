package fairweather.scoring.child;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;

/** Objects of which the metadata, that both processes read, are fetched once. */
final class KeptMetadata implements ObjectReader {
    private final ObjectReader objects;
    private byte[] metadata;

    KeptMetadata(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        if (!key.equals(ObjectKey.CONSOLIDATED_METADATA)) {
            return objects.get(key, maxBytes);
        }
        if (metadata == null) {
            metadata = objects.get(key, maxBytes);
        }
        return metadata;
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return objects.getFresh(key, maxBytes);
    }
}
