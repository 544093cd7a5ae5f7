package fairweather.simulator.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How much of the initial anomaly a damped forecast keeps: α by variable and lead, as {@code reference-scores.json} lists
 * it; linear between the listed leads, constant beyond them.
 */
public final class Damping {
    private static final String SECTION = "gfs-wind10m-1deg-201810 RMSE m/s (cos-lat)";
    private static final Map<Wind, String> NAMES = Map.of(Wind.U, "u10", Wind.V, "v10");

    private final Map<Wind, NavigableMap<Integer, Double>> alphas;

    private Damping(Map<Wind, NavigableMap<Integer, Double>> alphas) {
        this.alphas = alphas;
    }

    /**
     * Reads the table.
     *
     * @throws FailureException {@code REFERENCE_NOT_READY} if the file cannot be read or lists no α for a variable
     */
    public static Damping read(Path file) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.toFile()).path(SECTION);
        } catch (IOException e) {
            throw new FailureException(Code.REFERENCE_NOT_READY, "Cannot read " + file.getFileName() + ".", e);
        }
        Map<Wind, NavigableMap<Integer, Double>> alphas = new EnumMap<>(Wind.class);
        for (Wind wind : Wind.values()) {
            NavigableMap<Integer, Double> byLead = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : root.path(NAMES.get(wind)).properties()) {
                JsonNode alpha = entry.getValue().path("alpha");
                if (entry.getKey().matches("lead_\\d{1,4}h") && alpha.isNumber()) {
                    byLead.put(Integer.valueOf(entry.getKey().replaceAll("\\D", "")), alpha.doubleValue());
                }
            }
            if (byLead.isEmpty()) {
                throw new FailureException(
                        Code.REFERENCE_NOT_READY, file.getFileName() + " lists no alpha for " + wind.variable() + ".");
            }
            alphas.put(wind, byLead);
        }
        return new Damping(alphas);
    }

    public double alpha(Wind wind, int leadHours) {
        NavigableMap<Integer, Double> byLead = alphas.get(wind);
        Map.Entry<Integer, Double> below = byLead.floorEntry(leadHours);
        Map.Entry<Integer, Double> above = byLead.ceilingEntry(leadHours);
        if (below == null) {
            return above.getValue();
        }
        if (above == null || above.getKey().equals(below.getKey())) {
            return below.getValue();
        }
        double share = (double) (leadHours - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }
}
