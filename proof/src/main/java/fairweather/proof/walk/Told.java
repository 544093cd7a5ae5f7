package fairweather.proof.walk;

import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.RunEvent;

/** An outcome that waits for the fold. */
sealed interface Told {
    /** The place of a run's own things among those of its miners. */
    int RUN = -1;

    /** What belongs to the one miner of a walk, but to another run of its. */
    int ELSEWHERE = -2;

    /** Whose outcome it is: a miner, or the run. Outcomes of one owner are folded in the order of writing. */
    default int owner() {
        return switch (this) {
            case OfMiner told -> told.miner();
            case OfRun told -> RUN;
            case TruthGone told -> RUN;
        };
    }

    record OfMiner(int miner, ResponseEvent event) implements Told {
        @Override
        public String toString() {
            return Words.of(event) + " of miner " + miner;
        }
    }

    record OfRun(RunEvent event) implements Told {
        @Override
        public String toString() {
            return Words.of(event);
        }
    }

    record TruthGone(int lead) implements Told {
        @Override
        public String toString() {
            return "the truth of lead " + lead + " h is gone";
        }
    }
}
