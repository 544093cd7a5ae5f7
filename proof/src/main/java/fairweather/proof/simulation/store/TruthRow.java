package fairweather.proof.simulation.store;

import java.time.Instant;

/** What is known of the truth of a valid time: {@code not_yet} with a next check, {@code ready}, or {@code gone}. */
public record TruthRow(String status, Instant nextCheck, String reason) {
    public boolean ready() {
        return status.equals("ready");
    }

    public boolean gone() {
        return status.equals("gone");
    }
}
