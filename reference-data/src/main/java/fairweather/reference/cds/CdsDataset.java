package fairweather.reference.cds;

import fairweather.reference.CanonicalVariable;

/** The two data sets of the Climate Data Store that hold hourly ERA5 fields. */
public enum CdsDataset {
    SINGLE_LEVELS("reanalysis-era5-single-levels"),
    PRESSURE_LEVELS("reanalysis-era5-pressure-levels");

    private final String id;

    CdsDataset(String id) {
        this.id = id;
    }

    /** Its name in addresses. */
    public String id() {
        return id;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static CdsDataset of(String id) {
        for (CdsDataset dataset : values()) {
            if (dataset.id.equals(id)) {
                return dataset;
            }
        }
        throw new IllegalArgumentException("unknown data set \"" + id + "\"");
    }

    static CdsDataset holding(CanonicalVariable variable) {
        return variable.surface() ? SINGLE_LEVELS : PRESSURE_LEVELS;
    }
}
