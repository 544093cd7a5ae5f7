package fairweather.forecast.store;

import fairweather.forecast.manifest.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which objects of a store hold the values of forecasts, judged by their names. */
public final class DataChunks {
    private DataChunks() {}

    /**
     * The hashes of the chunks of some variables, under whatever name a miner may publish them; coordinates and metadata,
     * which are the same in all stores, are left out.
     *
     * @param variables canonical names
     */
    public static List<String> hashes(Manifest manifest, Collection<String> variables) {
        Set<String> arrays = variables.stream()
                .flatMap(variable -> VariableNames.of(variable).stream())
                .map(VariableNames.Alias::name)
                .collect(Collectors.toSet());
        return manifest.files().entrySet().stream()
                .filter(file -> isChunk(file.getKey().value(), arrays))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isChunk(String key, Set<String> arrays) {
        int slash = key.indexOf('/');
        return slash > 0 && arrays.contains(key.substring(0, slash)) && key.charAt(slash + 1) != '.';
    }
}
