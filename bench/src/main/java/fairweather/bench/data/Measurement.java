package fairweather.bench.data;

/** What is measured, and by whom. The Python side's task and ours give the same fields. */
enum Measurement {
    GFS(Subject.GFS, true, "gfs", "ours"),
    GFS_CACHED(Subject.GFS, true, "gfs-cached", "ours, into the cache"),
    GFS_RANGES(Subject.GFS, false, "gfs-ranges", "cfgrib, ranges"),
    GFS_WHOLE(Subject.GFS, false, "gfs-whole", "cfgrib, whole file"),
    ARCO(Subject.ARCO, true, "arco", "ours"),
    ARCO_CACHED(Subject.ARCO, true, "arco-cached", "ours, into the cache"),
    ARCO_ZARR(Subject.ARCO, false, "arco", "zarr, ERA5"),
    WB2(Subject.CLIMATOLOGY, true, "wb2", "ours"),
    WB2_CACHED(Subject.CLIMATOLOGY, true, "wb2-cached", "ours, into the cache"),
    WB2_ZARR(Subject.CLIMATOLOGY, false, "wb2", "zarr, climatology"),
    OPEN(Subject.CACHED, true, "open", "ours"),
    OPEN_CHECKED(Subject.CACHED, true, "open-checked", "ours, with the checksum"),
    MEMMAP(Subject.CACHED, false, "memmap", "numpy.memmap"),
    MEMMAP_CHECKED(Subject.CACHED, false, "memmap-checked", "numpy.memmap, with sha256"),
    NETCDF(Subject.CACHED, false, "netcdf", "xarray, NetCDF-4");

    private final Subject subject;
    private final boolean ours;
    private final String task;
    private final String words;

    Measurement(Subject subject, boolean ours, String task, String words) {
        this.subject = subject;
        this.ours = ours;
        this.task = task;
        this.words = words;
    }

    Subject subject() {
        return subject;
    }

    boolean ours() {
        return ours;
    }

    String task() {
        return task;
    }

    String words() {
        return words;
    }
}
