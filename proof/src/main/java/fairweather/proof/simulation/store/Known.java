package fairweather.proof.simulation.store;

import fairweather.job.NewJob;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;

/** What must be true of a job by what was done to it. */
public final class Known {
    /** Where a job can be. */
    public enum Place {
        WAITING,
        RUNNING,
        FINISHED
    }

    final long id;
    final NewJob created;
    final BitSet outcomes = new BitSet();
    Place place = Place.WAITING;
    JsonObject payload;
    long token;
    int attempts;
    long due;
    long leaseEnd;
    String worker = "";

    Known(long id, NewJob created, long due) {
        this.id = id;
        this.created = created;
        this.payload = created.payload().copy();
        this.due = due;
    }

    public long id() {
        return id;
    }

    public NewJob created() {
        return created;
    }

    public Place place() {
        return place;
    }

    public JsonObject payload() {
        return payload;
    }

    public long due() {
        return due;
    }

    public String worker() {
        return worker;
    }

    boolean heldBy(long claimed) {
        return place == Place.RUNNING && token == claimed;
    }
}
