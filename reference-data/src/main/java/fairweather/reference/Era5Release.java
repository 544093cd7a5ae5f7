package fairweather.reference;

/** What the two releases of a valid time of ERA5 are called in a {@link Provenance}. */
public final class Era5Release {
    public static final String FINAL = "ERA5";

    /** The first one, for about three months; the final one may differ. */
    public static final String PRELIMINARY = "ERA5T";

    private Era5Release() {}
}
