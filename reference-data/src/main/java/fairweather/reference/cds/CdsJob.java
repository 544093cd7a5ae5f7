package fairweather.reference.cds;

import java.util.Locale;

/**
 * A job of the provider.
 *
 * @param word the provider's own word for its status
 */
record CdsJob(String id, Status status, String word) {

    enum Status {
        ACCEPTED,
        RUNNING,
        SUCCESSFUL,
        FAILED,
        REJECTED,
        DISMISSED,
        DELETED,
        /** A word that is not known: as if it were running, but told. */
        UNKNOWN
    }

    static CdsJob of(String id, String word) {
        for (Status status : Status.values()) {
            if (status != Status.UNKNOWN
                    && status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return new CdsJob(id, status, word);
            }
        }
        return new CdsJob(id, Status.UNKNOWN, word);
    }
}
