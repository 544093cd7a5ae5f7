package fairweather.reference.cds;

/**
 * What keeps anything from coming, mostly until an operator does something.
 *
 * @param sentence what to do, in one sentence; without secrets and addresses of hosts inside our network
 */
public record CdsProblem(Kind kind, String sentence) {
    /** What is the matter. */
    public enum Kind {
        NO_KEY,
        KEY_REFUSED,
        LICENCE_NOT_ACCEPTED,
        /** It may pass by itself. */
        NO_ANSWER
    }

    static CdsProblem noKey() {
        return new CdsProblem(
                Kind.NO_KEY,
                "the Climate Data Store is not configured: register at cds.climate.copernicus.eu and give the key of your"
                        + " profile's page as CDSAPI_KEY or in a key file with the lines url: and key:");
    }

    static CdsProblem keyRefused() {
        return new CdsProblem(
                Kind.KEY_REFUSED,
                "the Climate Data Store refuses the configured key: copy the one that your profile's page at"
                        + " cds.climate.copernicus.eu shows to CDSAPI_KEY or to the key file");
    }

    static CdsProblem licence(CdsDataset dataset) {
        return new CdsProblem(
                Kind.LICENCE_NOT_ACCEPTED,
                "the licence of " + dataset.id()
                        + " has not been accepted by the account of the configured key: log in at"
                        + " cds.climate.copernicus.eu, open the page of that data set, tab Download, and accept it at"
                        + " the end of the form");
    }
}
