package fairweather.forecast.protocol;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import java.util.regex.Pattern;

/** Where a miner serves a store, {@code /forecasts/<name>.zarr}; a miner supplies a path and never a host. */
public record StorePath(String value) {
    private static final Pattern FORM = Pattern.compile("/forecasts/[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.zarr");
    private static final String ROOT = "/forecasts/";

    public StorePath {
        if (value == null || !FORM.matcher(value).matches() || value.contains("..")) {
            throw new FailureException(Code.PROTOCOL, "the store's path is not of the form /forecasts/<name>.zarr");
        }
    }

    /**
     * Reads a miner's text; one slash at the end is tolerated and dropped.
     *
     * @throws FailureException with {@link Code#PROTOCOL}
     */
    public static StorePath parse(String text) {
        boolean slash = text != null && text.endsWith("/");
        return new StorePath(slash ? text.substring(0, text.length() - 1) : text);
    }

    public static StorePath ofName(String name) {
        return new StorePath(ROOT + name);
    }

    /** The last segment; what an access token's {@code file_path} must be. */
    public String name() {
        return value.substring(ROOT.length());
    }

    /** The path of one object of the store. */
    public String object(ObjectKey key) {
        return value + "/" + key.value();
    }
}
