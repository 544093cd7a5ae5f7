package fairweather.reference.zarr;

import fairweather.forecast.zarr.ZarrArray;
import fairweather.hash.Sha256;
import java.util.Arrays;

/** A chunk of a codec that gives nothing without everything before it. */
record WholeChunk(String etag, String sha256, byte[] decoded) implements EncodedChunk {

    static WholeChunk open(ObjectBytes object, ZarrArray array) {
        byte[] encoded = object.whole();
        return new WholeChunk(object.info().etag(), Sha256.hex(encoded), array.decode(encoded));
    }

    @Override
    public Part read(Slice slice) {
        return new Part(Arrays.copyOfRange(decoded, slice.offset(), slice.offset() + slice.length()), null, sha256);
    }
}
