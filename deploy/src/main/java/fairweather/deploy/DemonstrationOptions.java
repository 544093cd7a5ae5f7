package fairweather.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a demonstration is to be.
 *
 * @param root the root of the project: the built services, {@code demo/data}, and where {@code run/} is written
 * @param miners 1 to 256
 * @param troublemakers whether those miners take part that misbehave
 * @param kills which services to kill when
 * @param portBase the orchestrator's port, followed by the gateway's, the scoring service's and the database's;
 *     0 looks for free ones
 * @param fleet further options of the simulator, for example {@code --hostile}
 * @param settings of each service, besides or otherwise than the demonstration's
 */
public record DemonstrationOptions(
        Path root,
        int miners,
        boolean troublemakers,
        List<Kill> kills,
        int portBase,
        List<String> fleet,
        Map<Service, Map<String, String>> settings) {
    public static final int DEFAULT_MINERS = 24;
    public static final int MAX_MINERS = 256;
    private static final Duration LIMIT = Duration.ofSeconds(170);
    private static final Duration LIMIT_PER_FURTHER_MINER = Duration.ofSeconds(3);

    public DemonstrationOptions {
        if (miners < 1 || miners > MAX_MINERS) {
            throw new IllegalArgumentException("the number of miners is 1 to " + MAX_MINERS + ", not " + miners);
        }
        if (portBase != 0 && (portBase < 1024 || portBase > 65_000)) {
            throw new IllegalArgumentException("the first port is 1024 to 65000, not " + portBase);
        }
        root = root.toAbsolutePath().normalize();
        kills = List.copyOf(kills);
        fleet = List.copyOf(fleet);
        settings = Map.copyOf(settings);
    }

    /** The same without further options and settings. */
    public DemonstrationOptions(Path root, int miners, boolean troublemakers, List<Kill> kills, int portBase) {
        this(root, miners, troublemakers, kills, portBase, List.of(), Map.of());
    }

    /** The defaults: 24 miners, troublemakers among them, nothing killed, free ports. */
    public static DemonstrationOptions at(Path root) {
        return new DemonstrationOptions(root, DEFAULT_MINERS, true, List.of(), 0);
    }

    public DemonstrationOptions withMiners(int number) {
        return new DemonstrationOptions(root, number, troublemakers, kills, portBase, fleet, settings);
    }

    public DemonstrationOptions withoutTroublemakers() {
        return new DemonstrationOptions(root, miners, false, kills, portBase, fleet, settings);
    }

    /** One more kill. */
    public DemonstrationOptions withKill(Service service, Stage stage) {
        List<Kill> more = new ArrayList<>(kills);
        more.add(new Kill(service, stage));
        return new DemonstrationOptions(root, miners, troublemakers, more, portBase, fleet, settings);
    }

    public DemonstrationOptions withFleet(String... further) {
        List<String> all = Stream.concat(fleet.stream(), Stream.of(further)).toList();
        return new DemonstrationOptions(root, miners, troublemakers, kills, portBase, all, settings);
    }

    public DemonstrationOptions withSettings(Service service, Map<String, String> given) {
        Map<Service, Map<String, String>> all = new EnumMap<>(Service.class);
        all.putAll(settings);
        all.put(service, Map.copyOf(given));
        return new DemonstrationOptions(root, miners, troublemakers, kills, portBase, fleet, all);
    }

    /** How long the run may take before it is given up: 170 s, and 3 s for each miner beyond 24. */
    public Duration limit() {
        return LIMIT.plus(LIMIT_PER_FURTHER_MINER.multipliedBy(Math.max(0, miners - DEFAULT_MINERS)));
    }
}
