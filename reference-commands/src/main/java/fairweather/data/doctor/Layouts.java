package fairweather.data.doctor;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.zarr.ArrayMetadata;
import java.util.Locale;

/** How a Zarr array is laid out, in words. */
final class Layouts {
    private Layouts() {}

    /** For example {@code [time, latitude, longitude] in chunks of [1, 721, 1440], 4.15 MB}. */
    static String chunks(ArrayMetadata array) {
        return array.dimensions() + " in chunks of " + array.chunks() + ", " + Numbers.megabytes(array.chunkBytes())
                + " each before compression";
    }

    /** For example {@code <f4, blosc lz4 level 5, shuffle byte}. */
    static String coding(ArrayMetadata array) {
        return array.type().word() + ", " + codec(array.codec());
    }

    private static String codec(Codec codec) {
        return switch (codec) {
            case Blosc blosc ->
                "blosc " + blosc.compressor().word() + " level " + blosc.level() + ", shuffle "
                        + blosc.shuffle().name().toLowerCase(Locale.ROOT);
            case Zstd zstd -> "zstd level " + zstd.level();
            case Zlib zlib -> "zlib level " + zlib.level();
            case Gzip gzip -> "gzip level " + gzip.level();
            case NoCodec none -> "not compressed";
        };
    }
}
