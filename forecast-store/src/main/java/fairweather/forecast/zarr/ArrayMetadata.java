package fairweather.forecast.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.codec.Codec;
import java.util.List;
import java.util.Optional;

/**
 * What {@code .zarray} and {@code .zattrs} say about one array of a supported layout (Zarr v2, C order, no filters).
 *
 * @param shape lengths of the dimensions
 * @param chunks lengths of a chunk; a chunk at an edge is stored whole
 * @param separator between the numbers in a chunk's name
 * @param dimensions names of the dimensions ({@code _ARRAY_DIMENSIONS}); empty if the array does not tell
 * @param packing how stored numbers become values
 * @param attributes {@code .zattrs}, an object
 */
public record ArrayMetadata(
        String name,
        List<Integer> shape,
        List<Integer> chunks,
        DataType type,
        Codec codec,
        char separator,
        List<String> dimensions,
        Packing packing,
        JsonNode attributes) {

    public int rank() {
        return shape.size();
    }

    /** Values in one chunk. */
    public int chunkItems() {
        int items = 1;
        for (int length : chunks) {
            items = Math.multiplyExact(items, length);
        }
        return items;
    }

    /** Bytes of one decoded chunk. */
    public int chunkBytes() {
        return Math.multiplyExact(chunkItems(), type.bytes());
    }

    /** A text attribute; empty if it is absent or no text. */
    public Optional<String> text(String attribute) {
        JsonNode node = attributes.get(attribute);
        return node != null && node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
