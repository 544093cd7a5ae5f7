package fairweather.simulator.trouble;

/** A good miner. */
public enum NoTrouble implements Trouble {
    NONE;

    @Override
    public String knob() {
        return "accept";
    }
}
