package fairweather.scoring.forecast;

/** The gateway did not answer, or answered about itself: our own trouble, which says nothing about a miner. */
public final class GatewayTrouble extends RuntimeException {
    public GatewayTrouble(String sentence) {
        super(sentence);
    }
}
