package fairweather.forecast.key;

/**
 * How much is read from a miner, or from the archive of a provider, at most. Sizes are bytes.
 *
 * @param jsonAnswer any JSON answer of an endpoint
 * @param jsonDepth nesting of any JSON answer and of the metadata
 * @param errorBody body of an error answer
 * @param manifest {@code manifest.json}
 * @param manifestEntries files listed in a manifest
 * @param manifestDepth nesting of a manifest
 * @param consolidatedMetadata {@code .zmetadata}
 * @param metadataObject any other metadata object
 * @param encodedChunk one chunk as transferred
 * @param decodedChunk one chunk decoded
 * @param response everything that one attempt reads from one response
 * @param rank dimensions of an array
 * @param dimension length of one dimension
 * @param chunksPerArray chunks of one array
 */
public record Caps(
        int jsonAnswer,
        int jsonDepth,
        int errorBody,
        int manifest,
        int manifestEntries,
        int manifestDepth,
        int consolidatedMetadata,
        int metadataObject,
        int encodedChunk,
        int decodedChunk,
        long response,
        int rank,
        int dimension,
        int chunksPerArray) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** Length of {@code manifest.sig}; read one byte more to notice a longer one. */
    public static final int SIGNATURE_BYTES = 64;

    public static final Caps DEFAULT = new Caps(
            MIB,
            16,
            8 * KIB,
            16 * MIB,
            20_000,
            4,
            4 * MIB,
            MIB,
            128 * MIB,
            128 * MIB,
            8L * 1024 * MIB,
            5,
            100_000,
            200_000);

    /**
     * Of archives that an operator names and trusts: some hundred variables in one store, an hourly axis from 1900 to
     * 2050, chunks of a whole atmosphere on 37 levels.
     */
    public static final Caps ARCHIVE = new Caps(
            DEFAULT.jsonAnswer,
            DEFAULT.jsonDepth,
            DEFAULT.errorBody,
            DEFAULT.manifest,
            DEFAULT.manifestEntries,
            DEFAULT.manifestDepth,
            32 * MIB,
            DEFAULT.metadataObject,
            512 * MIB,
            512 * MIB,
            DEFAULT.response,
            6,
            10_000_000,
            10_000_000);

    /** The most bytes that a chunk of this decoded size may have when transferred: a tenth and 64 KiB more. */
    public long encodedChunkOf(int decodedBytes) {
        return Math.min(encodedChunk, decodedBytes + decodedBytes / 10 + 64L * KIB);
    }
}
