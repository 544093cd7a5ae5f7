package fairweather.forecast.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;

/** Reads from attributes how an array is packed, refusing what no honest packing is. */
final class PackingParser {
    /** Nothing is scored whose size is above 1e12, and no variable needs steps below 1e-30. */
    private static final double LARGEST = 1e12;

    private static final double SMALLEST_STEP = 1e-30;

    private final String name;
    private final JsonNode array;
    private final JsonNode attributes;

    private PackingParser(String name, JsonNode array, JsonNode attributes) {
        this.name = name;
        this.array = array;
        this.attributes = attributes;
    }

    static Packing parse(String name, JsonNode array, JsonNode attributes, DataType type) {
        return new PackingParser(name, array, attributes).parse(type);
    }

    /**
     * The fill value is the attribute {@code _FillValue}; without it and without {@code missing_value}, the array's own
     * {@code fill_value}. There, a zero in an unpacked array is the library's default and not a marker.
     */
    private Packing parse(DataType type) {
        boolean packed = attributes.has("scale_factor") || attributes.has("add_offset");
        double scale = number("scale_factor", 1);
        double offset = number("add_offset", 0);
        if (!(Math.abs(scale) >= SMALLEST_STEP && Math.abs(scale) <= LARGEST)) {
            throw fault("has the scale_factor " + scale + ", which no packing has");
        }
        if (!(Math.abs(offset) <= LARGEST)) {
            throw fault("has the add_offset " + offset + ", which no packing has");
        }
        if (attributes.path("_Unsigned").asText().equalsIgnoreCase("true")) {
            throw fault("holds unsigned numbers in a signed data type, which is not supported");
        }
        double fill = marker("_FillValue");
        double missing = marker("missing_value");
        if (!attributes.has("_FillValue") && !attributes.has("missing_value") && (type.floating() || packed)) {
            double own = value(array.get("fill_value"));
            fill = own == 0 && !packed ? Double.NaN : own;
        }
        return type.single()
                ? new Packing(scale, offset, (float) fill, (float) missing)
                : new Packing(scale, offset, fill, missing);
    }

    private double number(String attribute, double otherwise) {
        JsonNode node = attributes.get(attribute);
        if (node == null) {
            return otherwise;
        }
        if (!node.isNumber()) {
            throw fault("has the attribute " + attribute + ", which is no number");
        }
        return node.doubleValue();
    }

    /** NaN if the attribute is absent or says nothing that could be stored. */
    private double marker(String attribute) {
        JsonNode node = attributes.get(attribute);
        if (node == null || node.isNull() || node.asText().equals("NaN")) {
            return Double.NaN;
        }
        double value = value(node);
        if (Double.isNaN(value)) {
            throw fault("has the attribute " + attribute + ", which is no number");
        }
        return value;
    }

    private static double value(JsonNode node) {
        if (node == null) {
            return Double.NaN;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the array " + name + " " + what);
    }
}
