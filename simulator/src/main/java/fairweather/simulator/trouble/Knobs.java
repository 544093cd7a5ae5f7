package fairweather.simulator.trouble;

import java.util.List;
import java.util.stream.Stream;

/** All knobs there are, the good miner's among them. What each ends in says {@code docs/miner-faults.md}. */
public final class Knobs {
    private static final List<Trouble> ALL = Stream.<Trouble[]>of(
                    NoTrouble.values(),
                    DoorTrouble.values(),
                    WireTrouble.values(),
                    HeadTrouble.values(),
                    FramingTrouble.values(),
                    JsonTrouble.values(),
                    TalkTrouble.values(),
                    AccessTrouble.values(),
                    FreezeTrouble.values(),
                    ManifestTrouble.values(),
                    ObjectTrouble.values(),
                    ContentTrouble.values())
            .flatMap(Stream::of)
            .toList();

    private Knobs() {}

    public static List<Trouble> all() {
        return ALL;
    }
}
