package fairweather.proof.chaos;

import fairweather.deploy.DemonstrationFailed;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.process.Stop;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One undisturbed run, and then a run for each group of faults; every run in a demonstration of its own. */
public final class Chaos {
    private final DemonstrationOptions options;
    private final long seed;
    private final Stop stop;
    private final Consumer<String> told;

    /**
     * @param options of each demonstration
     * @param seed chooses the moments at which faults strike
     * @param stop ends everything early, with {@link Stop.Requested}
     * @param told gets a sentence when something noteworthy happens, from any thread
     */
    public Chaos(DemonstrationOptions options, long seed, Stop stop, Consumer<String> told) {
        this.options = options;
        this.seed = seed;
        this.stop = stop;
        this.told = told;
    }

    /**
     * How each fault was taken.
     *
     * @param groups faults of one group strike the same run, in their order
     * @throws DemonstrationFailed if not even an undisturbed run is in order
     */
    public List<Verdict> play(List<List<Fault>> groups) {
        Scores undisturbed = undisturbed();
        List<Verdict> verdicts = new ArrayList<>();
        for (List<Fault> group : groups) {
            List<Verdict> round = play(group, undisturbed);
            round.stream().flatMap(verdict -> verdict.lines().stream()).forEach(told);
            verdicts.addAll(round);
        }
        return verdicts;
    }

    private Scores undisturbed() {
        told.accept("an undisturbed run, by which the others are measured");
        try (Arena arena = arena(List.of())) {
            return new Round(arena).undisturbed();
        } catch (IOException | SQLException failed) {
            throw new DemonstrationFailed("the undisturbed run cannot be judged", failed);
        }
    }

    private List<Verdict> play(List<Fault> group, Scores undisturbed) {
        group.forEach(fault -> told.accept(fault.name() + ": " + fault.sentence()));
        try (Arena arena = arena(group)) {
            return new Round(arena).play(group, undisturbed);
        } catch (Stop.Requested requested) {
            throw requested;
        } catch (IOException | SQLException | RuntimeException broken) {
            // The other faults can still be tried.
            String why = broken.getMessage() == null ? broken.toString() : broken.getMessage();
            return group.stream()
                    .map(fault -> new Verdict(fault.name(), null, List.of(why)))
                    .toList();
        }
    }

    /** The moments of a fault depend on the seed and its name alone, so that they are the same when it is tried alone. */
    private Arena arena(List<Fault> group) throws SQLException {
        int names = group.stream().map(Fault::name).toList().hashCode();
        RandomGenerator random = new SplittableRandom(31 * seed + names);
        return Arena.open(options, random, stop, Clock.systemUTC(), sentence -> told.accept("  " + sentence));
    }
}
