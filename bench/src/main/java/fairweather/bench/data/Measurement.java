package fairweather.bench.data;

/** What is measured, and by whom. The Python side's task and ours give the same fields. */
enum Measurement {
    GFS(Subject.GFS, true, "gfs", "ours, to fields"),
    GFS_CACHED(Subject.GFS, true, "gfs-cached", "ours, into the cache"),
    GFS_RANGES(Subject.GFS, false, "gfs-ranges", "fsspec + cfgrib, ranges"),
    GFS_WHOLE(Subject.GFS, false, "gfs-whole", "fsspec + cfgrib, whole file"),
    ARCO(Subject.ARCO, true, "arco", "ours, to fields"),
    ARCO_CACHED(Subject.ARCO, true, "arco-cached", "ours, into the cache"),
    ARCO_ZARR(Subject.ARCO, false, "arco", "fsspec + zarr"),
    WB2(Subject.CLIMATOLOGY, true, "wb2", "ours, to a field"),
    WB2_CACHED(Subject.CLIMATOLOGY, true, "wb2-cached", "ours, into the cache"),
    WB2_ZARR(Subject.CLIMATOLOGY, false, "wb2", "fsspec + zarr"),
    OPEN(Subject.CACHED, true, "open", "ours"),
    OPEN_CHECKED(Subject.CACHED, true, "open-checked", "ours, first sight: with its checksum"),
    MEMMAP(Subject.CACHED, false, "memmap", "numpy.memmap"),
    MEMMAP_CHECKED(Subject.CACHED, false, "memmap-checked", "numpy.memmap, with a checksum"),
    NETCDF(Subject.CACHED, false, "netcdf", "xarray, NetCDF-4 not compressed");

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
