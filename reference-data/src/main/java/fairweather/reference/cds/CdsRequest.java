package fairweather.reference.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.hash.Sha256;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is asked for in one go: each of the variables on each of the levels.
 *
 * @param validTime a whole hour
 * @param levels in hPa, ascending; empty for single levels
 * @param gridDegrees between the points of a grid to which the provider interpolates; null for ERA5's own
 */
public record CdsRequest(
        CdsDataset dataset,
        Instant validTime,
        List<CanonicalVariable> variables,
        List<Integer> levels,
        Double gridDegrees) {
    public CdsRequest {
        variables = variables.stream().sorted().distinct().toList();
        levels = levels.stream().sorted().distinct().toList();
    }

    /** The smallest requests that hold these fields, whose variables are all known: extra ones come along. */
    static List<CdsRequest> covering(Collection<FieldKey> keys, Double gridDegrees) {
        Map<CdsRequest, CdsRequest> merged = new LinkedHashMap<>();
        for (FieldKey key : keys) {
            CanonicalVariable variable = CanonicalVariable.of(key.variable()).orElseThrow();
            CdsDataset dataset = CdsDataset.holding(variable);
            List<Integer> levels = key.level() == null ? List.of() : List.of(key.level());
            CdsRequest one = new CdsRequest(dataset, key.validTime(), List.of(variable), levels, gridDegrees);
            CdsRequest place = new CdsRequest(dataset, key.validTime(), List.of(), List.of(), gridDegrees);
            merged.merge(place, one, CdsRequest::with);
        }
        return List.copyOf(merged.values());
    }

    private CdsRequest with(CdsRequest other) {
        return new CdsRequest(
                dataset, validTime, joined(variables, other.variables), joined(levels, other.levels), gridDegrees);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether the answer to this one holds all that the other one asks for. */
    boolean covers(CdsRequest other) {
        return with(other).equals(this)
                && dataset == other.dataset
                && validTime.equals(other.validTime)
                && Objects.equals(gridDegrees, other.gridDegrees);
    }

    /** Whether the field is among those asked for. */
    boolean covers(FieldKey key) {
        return key.validTime().equals(validTime)
                && CanonicalVariable.of(key.variable())
                        .filter(variables::contains)
                        .isPresent()
                && (key.level() == null ? levels.isEmpty() : levels.contains(key.level()));
    }

    /** What the request says to the provider. */
    public ObjectNode inputs() {
        OffsetDateTime time = validTime.atOffset(ZoneOffset.UTC);
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        inputs.putArray("product_type").add("reanalysis");
        ArrayNode names = inputs.putArray("variable");
        variables.forEach(variable -> names.add(variable.era5Name()));
        inputs.putArray("year").add("%04d".formatted(time.getYear()));
        inputs.putArray("month").add("%02d".formatted(time.getMonthValue()));
        inputs.putArray("day").add("%02d".formatted(time.getDayOfMonth()));
        inputs.putArray("time").add("%02d:00".formatted(time.getHour()));
        if (!levels.isEmpty()) {
            ArrayNode pressures = inputs.putArray("pressure_level");
            levels.forEach(level -> pressures.add(level.toString()));
        }
        if (gridDegrees != null) {
            inputs.putArray("grid").add(gridDegrees).add(gridDegrees);
        }
        return inputs.put("data_format", "grib").put("download_format", "unarchived");
    }

    /**
     * The request that said this.
     *
     * @throws IllegalArgumentException if none of ours did
     */
    public static CdsRequest of(CdsDataset dataset, Instant validTime, JsonNode inputs) {
        List<CanonicalVariable> variables = inputs.path("variable")
                .valueStream()
                .map(name -> named(name.asText()))
                .toList();
        List<Integer> levels = inputs.path("pressure_level")
                .valueStream()
                .map(level -> Integer.valueOf(level.asText()))
                .toList();
        JsonNode grid = inputs.path("grid").path(0);
        Double degrees = grid.isMissingNode() ? null : Double.valueOf(grid.asDouble());
        return new CdsRequest(dataset, validTime, variables, levels, degrees);
    }

    private static CanonicalVariable named(String name) {
        return Stream.of(CanonicalVariable.values())
                .filter(variable -> variable.era5Name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown variable \"" + name + "\""));
    }

    /** Different for different requests. */
    public String sha256() {
        return Sha256.hex((dataset.id() + "\n" + inputs()).getBytes(StandardCharsets.UTF_8));
    }

    String describe() {
        return dataset.id() + " of " + FieldKey.spoken(validTime);
    }
}
