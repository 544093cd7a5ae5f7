package fairweather.proof.simulation.world;

/**
 * What a simulation is made from; everything else follows.
 *
 * @param faults whether our own processes, the store and the gateway have trouble
 * @param tamed the uid of a miner that behaves well whatever the seed says, or −1
 * @param sabotage a fault of the engine itself, to see that the simulation finds it
 */
public record Scenario(long seed, int days, int miners, boolean faults, int tamed, Sabotage sabotage) {
    /** Ways to break the engine. */
    public enum Sabotage {
        NONE(""),
        /** The queue takes any token for the current one. */
        TOKEN_IGNORED("was accepted: the job is RUNNING, its token"),
        /** The fold forgets one outcome in a thousand. */
        OUTCOME_DROPPED("and has 0 unfinished jobs"),
        /** Leases end by the clock of whoever looks. */
        PROCESS_CLOCK("leases were taken back, but"),
        /** A failed batch of the fold is not undone. */
        NOTHING_UNDONE("and has 0 unfinished jobs");

        private final String symptom;

        Sabotage(String symptom) {
            this.symptom = symptom;
        }

        /** What the violation says that it leads to. */
        public String symptom() {
            return symptom;
        }
    }

    public static Scenario of(long seed, int days, int miners) {
        return new Scenario(seed, days, miners, true, -1, Sabotage.NONE);
    }

    public Scenario with(Sabotage by) {
        return new Scenario(seed, days, miners, faults, tamed, by);
    }

    /** Without trouble of our own. */
    public Scenario calm() {
        return new Scenario(seed, days, miners, false, tamed, sabotage);
    }

    /** With one miner that behaves. */
    public Scenario taming(int uid) {
        return new Scenario(seed, days, miners, faults, uid, sabotage);
    }

    /** What to type to see it again. */
    public String command() {
        return "./fairweather simulate --seed " + seed + " --days " + days + " --miners " + miners + " --verbose";
    }
}
