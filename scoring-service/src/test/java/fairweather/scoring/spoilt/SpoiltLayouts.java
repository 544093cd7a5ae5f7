package fairweather.scoring.spoilt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Metadata of a layout that is not read, or of none at all. */
final class SpoiltLayouts {
    private static final String ARRAY = "2t/.zarray";

    static final Map<String, Spoil> ALL = Map.ofEntries(
            Map.entry("variable_missing", f -> f.variable("2t", array -> null)),
            Map.entry("zarr_version_3", f -> f.member("2t", "zarr_format", "3")),
            Map.entry("no_order", f -> f.member("2t", "order", "null")),
            Map.entry("blosc2", f -> f.member("2t", "compressor", "{\"id\": \"blosc2\", \"cname\": \"zstd\"}")),
            Map.entry("structured_dtype", f -> f.member("2t", "dtype", "[[\"value\", \"<f4\"]]")),
            Map.entry("dates", f -> f.member("2t", "dtype", "\"<M8[ns]\"")),
            Map.entry("huge_shape", f -> f.member("2t", "shape", "[2147483647, 37, 72]")),
            Map.entry("shape_beyond_all_numbers", f -> f.member("2t", "shape", "[1" + "0".repeat(400) + ", 37, 72]")),
            Map.entry("negative_shape", f -> f.member("2t", "shape", "[-2, 37, 72]")),
            Map.entry("chunk_of_length_0", f -> f.member("2t", "chunks", "[1, 0, 72]")),
            Map.entry("chunk_of_2_to_the_31", f -> f.member("2t", "chunks", "[1, 65536, 32768]")),
            Map.entry("chunk_above_the_cap", f -> f.member("2t", "chunks", "[1, 6000, 6000]")),
            Map.entry(
                    "chunks_by_the_million",
                    f -> f.member("2t", "shape", "[100000, 37, 72]").member("2t", "chunks", "[1, 1, 1]")),
            Map.entry(
                    "six_dimensions",
                    f -> f.member("2t", "shape", "[1, 1, 1, 2, 37, 72]")
                            .member("2t", "chunks", "[1, 1, 1, 1, 37, 72]")),
            Map.entry("chunks_of_another_rank", f -> f.member("2t", "chunks", "[37, 72]")),
            Map.entry("separator_that_climbs", f -> f.member("2t", "dimension_separator", "\"/../../\"")),
            Map.entry("separator_slash", f -> f.variable("2t", array -> array.withSeparator('/'))),
            Map.entry("name_that_climbs", f -> f.metadata(root -> rename(root, "../../2t"))),
            Map.entry("name_from_the_root", f -> f.metadata(root -> rename(root, "/etc/2t"))),
            Map.entry(
                    "dimension_without_name",
                    f -> f.metadata(root -> {})
                            .metadataText(text -> text.replace(
                                    "\"_ARRAY_DIMENSIONS\":[\"time\",\"lat\",\"lon\"]",
                                    "\"_ARRAY_DIMENSIONS\":[\"time\",null,\"lon\"]"))),
            Map.entry(
                    "dimensions_of_another_name",
                    f -> f.metadata(root -> {})
                            .metadataText(
                                    text -> text.replace("[\"time\",\"lat\",\"lon\"]", "[\"time\",\"y\",\"x\"]"))),
            Map.entry(
                    "member_twice",
                    f -> f.metadata(root -> {})
                            .metadataText(text -> text.replace("\"order\":\"C\"", "\"order\":\"C\",\"order\":\"C\""))),
            Map.entry(
                    "metadata_deep",
                    f -> f.metadataText(
                            text -> text.replaceFirst("\\{", "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ","))),
            Map.entry(
                    "metadata_of_a_million_parts",
                    f -> f.metadataText(
                            text -> text.replaceFirst("\\{", "{\"x\":[{}" + ",{}".repeat(1_000_000) + "],"))),
            Map.entry("metadata_too_large", f -> f.metadataText(text -> text + " ".repeat(4 << 20))),
            Map.entry("metadata_truncated", f -> f.metadataText(text -> text.substring(0, text.length() / 2))),
            Map.entry(
                    "metadata_not_utf_8",
                    f -> f.object(".zmetadata", bytes -> {
                        bytes[bytes.length / 2] = (byte) 0xff;
                        return bytes;
                    })));

    private SpoiltLayouts() {}

    private static void rename(ObjectNode root, String name) {
        ObjectNode metadata = (ObjectNode) root.path("metadata");
        metadata.set(name + "/.zarray", metadata.remove(ARRAY));
        metadata.set(name + "/.zattrs", metadata.remove("2t/.zattrs"));
    }
}
