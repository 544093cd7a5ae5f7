package fairweather.data.doctor;

/** What was believed of the providers when their readers were written, and could not be verified then. */
public enum Mark {
    GCS_SINCE_2021("the mirror gcs keeps cycles since early 2021"),
    AZURE_30_DAYS("the mirror azure keeps about 30 days"),
    GFS_PACKING("the GFS packs by template 5.3 of order 2"),
    ERA5_EDITION("the Climate Data Store gives ERA5 as GRIB edition 1"),
    ARCO_CODEC("ARCO stores <f4 by Blosc lz4 level 5 with bytes shuffled"),
    ARCO_CHUNK("a chunk of ARCO's level variables has some 60 to 100 MB"),
    NETCDF_JAVA("current versions of netcdf-java are not on Maven Central");

    private final String claim;

    Mark(String claim) {
        this.claim = claim;
    }

    String claim() {
        return claim;
    }
}
