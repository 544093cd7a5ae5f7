package fairweather.proof.walk;

/**
 * How far the walk goes: within these it visits every state.
 *
 * @param miners one or two
 * @param workers how many attempts there can be at once, those of workers that lost their lease included
 * @param unfolded how many outcomes can wait for the fold
 * @param faults how many times in a history a worker dies, falls asleep past its lease or misses an acknowledgement
 * @param orders how many times an operator cancels or redrives
 * @param elsewhere true if the miner has a job in another run, too, and claims look before they write; for one miner
 * @param states where to stop although there are more
 */
public record Bounds(int miners, int workers, int unfolded, int faults, int orders, boolean elsewhere, int states) {
    public Bounds(int miners, int workers, int unfolded, int faults, int orders, int states) {
        this(miners, workers, unfolded, faults, orders, false, states);
    }

    public Bounds withWorkElsewhere() {
        return new Bounds(miners, workers, unfolded, faults, orders, true, states);
    }

    @Override
    public String toString() {
        return "miners %d%s, workers %d, unfolded %d, faults %d, orders %d"
                .formatted(miners, elsewhere ? " with work elsewhere" : "", workers, unfolded, faults, orders);
    }
}
