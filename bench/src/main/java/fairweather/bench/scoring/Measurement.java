package fairweather.bench.scoring;

/** What is measured, in milliseconds a field or a lead, and by whom. */
enum Measurement {
    METRICS(Contestant.VECTORS, "metrics", Where.MEMORY, "metrics of a field, one thread"),
    METRICS_TWO_THREADS(Contestant.VECTORS, "metrics-two-threads", Where.MEMORY, "metrics of a field, two threads"),
    METRICS_MAPPED(Contestant.VECTORS, "metrics-mapped", Where.MEMORY, "metrics of a field, one thread, mapped files"),
    METRICS_CACHED(
            Contestant.VECTORS, "metrics-cached", Where.MEMORY, "metrics of a field, one thread, from the cache"),
    METRICS_SCALAR(Contestant.SCALARS, "metrics", Where.MEMORY, "metrics of a field, one thread, no vectors"),
    METRICS_ONE_PASS(Contestant.PYTHON, "metrics-one-pass", Where.MEMORY, "metrics of a field, numpy in one pass"),
    METRICS_XARRAY(Contestant.PYTHON, "metrics-xarray", Where.MEMORY, "metrics of a field, reference's xarray"),
    FIELD_DISK(Contestant.VECTORS, "field", Where.DISK, "a field"),
    FIELD_DISK_ONE_PASS(Contestant.PYTHON, "field-one-pass", Where.DISK, "a field, zarr + numpy in one pass"),
    FIELD_DISK_REFERENCE(Contestant.PYTHON, "field-reference", Where.DISK, "a field, zarr + reference's path"),
    FIELD_HTTP(Contestant.VECTORS, "field", Where.HTTP, "a field"),
    FIELD_HTTP_ONE_PASS(Contestant.PYTHON, "field-one-pass", Where.HTTP, "a field, zarr + numpy in one pass"),
    LEAD_DISK(Contestant.VECTORS, "lead", Where.DISK, "a lead of 69 fields"),
    LEAD_DISK_ONE_PROCESSOR(Contestant.ONE_PROCESSOR, "lead", Where.DISK, "a lead of 69 fields, one processor"),
    LEAD_DISK_SCALAR(Contestant.SCALARS, "lead", Where.DISK, "a lead of 69 fields, no vectors"),
    LEAD_DISK_ONE_PASS(Contestant.PYTHON, "lead-one-pass", Where.DISK, "a lead, zarr + numpy in one pass"),
    LEAD_DISK_REFERENCE(Contestant.PYTHON, "lead-reference", Where.DISK, "a lead, zarr + reference's path"),
    LEAD_HTTP(Contestant.VECTORS, "lead", Where.HTTP, "a lead of 69 fields"),
    LEAD_HTTP_ONE_PASS(Contestant.PYTHON, "lead-one-pass", Where.HTTP, "a lead, zarr + numpy in one pass");

    /** From where the forecast comes. */
    enum Where {
        MEMORY("from memory"),
        DISK("from a store on disk, hashed"),
        HTTP("from a store over HTTP, hashed");

        private final String words;

        Where(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Contestant contestant;
    private final String task;
    private final Where where;
    private final String words;

    Measurement(Contestant contestant, String task, Where where, String words) {
        this.contestant = contestant;
        this.task = task;
        this.where = where;
        this.words = words;
    }

    Contestant contestant() {
        return contestant;
    }

    Where where() {
        return where;
    }

    String words() {
        return words;
    }

    /** True if it needs the reference system's mathematics. */
    boolean needsReference() {
        return task.endsWith("reference") || task.endsWith("xarray");
    }

    /** The line that has a contestant do it. */
    String line(String url) {
        return where == Where.HTTP ? task + " " + url : task;
    }
}
