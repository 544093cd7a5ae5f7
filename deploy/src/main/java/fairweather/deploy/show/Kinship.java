package fairweather.deploy.show;

import fairweather.deploy.api.Pair;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who submitted nearly the same forecast as whom, in a line per pair of miners. */
final class Kinship {
    private Kinship() {}

    static List<String> lines(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return List.of("none");
        }
        Map<String, List<Pair>> byMiners =
                pairs.stream().collect(Collectors.groupingBy(Kinship::miners, TreeMap::new, Collectors.toList()));
        return byMiners.entrySet().stream()
                .map(entry -> entry.getKey() + "  " + found(entry.getValue()))
                .toList();
    }

    private static String miners(Pair pair) {
        int least = Math.min(pair.a().uid(), pair.b().uid());
        int most = Math.max(pair.a().uid(), pair.b().uid());
        return String.format(Locale.ROOT, "uid %3d and uid %3d", least, most);
    }

    private static String found(List<Pair> pairs) {
        List<Pair> fields =
                pairs.stream().filter(pair -> !pair.kind().equals("chunks")).toList();
        int alike = fields.stream().mapToInt(Pair::alike).sum();
        int compared = fields.stream().mapToInt(Pair::compared).sum();
        String chunks = pairs.stream()
                .filter(pair -> pair.kind().equals("chunks"))
                .map(pair -> ", " + pair.alike() + " of " + pair.compared() + " chunks identical")
                .collect(Collectors.joining());
        return alike + " of " + compared + " fields alike" + chunks;
    }
}
