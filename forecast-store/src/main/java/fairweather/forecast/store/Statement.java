package fairweather.forecast.store;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What an array says of itself by its attributes. It need not say anything, but what it says must not contradict the
 * variable that its name makes it. Limits such as {@code valid_min} are not read: what is scored is what is stored.
 */
final class Statement {
    private static final List<String> NUMBERS = List.of("GRIB_paramId", "paramId");
    private static final List<String> NAMES =
            List.of("standard_name", "GRIB_cfName", "GRIB_cfVarName", "GRIB_shortName", "shortName");

    private Statement() {}

    /** @throws FailureException with {@code CONTENT_VALUES} for another unit, parameter or name than the variable's */
    static void check(ArrayMetadata array, VariableNames.Alias alias) {
        checkUnit(array, alias);
        for (String attribute : NUMBERS) {
            JsonNode number = array.attributes().get(attribute);
            if (number != null && alias.number() != null && number.asInt(-1) != alias.number()) {
                throw contradiction(array, attribute, number, alias.variable());
            }
        }
        for (String attribute : NAMES) {
            checkName(array, attribute, alias::isCalled, alias.variable());
        }
    }

    /** A name that an array gives itself must be one of its own kind. */
    static void checkName(ArrayMetadata array, String attribute, Predicate<String> own, String what) {
        JsonNode name = array.attributes().get(attribute);
        if (name != null && !own.test(name.asText().strip().toLowerCase(Locale.ROOT))) {
            throw contradiction(array, attribute, name, what);
        }
    }

    private static void checkUnit(ArrayMetadata array, VariableNames.Alias alias) {
        JsonNode unit = array.attributes().get("units");
        if (unit == null) {
            return;
        }
        if (!unit.isTextual()) {
            throw new FailureException(
                    Code.CONTENT_VALUES, "the array " + array.name() + " has units that are no text");
        }
        if (!alias.hasUnit(unit.textValue().strip())) {
            throw contradiction(array, "units", unit, alias.variable());
        }
    }

    private static FailureException contradiction(
            ArrayMetadata array, String attribute, JsonNode value, String expected) {
        String said = value.isValueNode() ? Quoted.of(value.asText()) : "that is no text";
        return new FailureException(
                Code.CONTENT_VALUES,
                "the array " + array.name() + " has the " + attribute + " " + said + ", which " + expected
                        + " does not have");
    }
}
