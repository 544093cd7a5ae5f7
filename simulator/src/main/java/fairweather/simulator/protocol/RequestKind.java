package fairweather.simulator.protocol;

import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request asks of a miner; also the keys under which requests are counted. */
public enum RequestKind {
    INITIATE,
    POLL,
    ACCESS,
    MANIFEST,
    MANIFEST_SIGNATURE,
    METADATA,
    COORDINATE,
    DATA_CHUNK,
    /** The two calls of the fiber transport's key exchange. */
    PUBLIC_KEY,
    KEY_EXCHANGE,
    OTHER;

    private static final Pattern DATA = Pattern.compile("(10u|10v)/\\d+\\.\\d+\\.\\d+");
    private static final Pattern STORE_OBJECT = Pattern.compile("/forecasts/[^/]+\\.zarr/(.+)");

    /** Kind of a request by its method and decoded path. */
    public static RequestKind of(String method, String path) {
        if (method.equals("POST")) {
            return switch (path) {
                case MinerWords.PATH_INITIATE -> INITIATE;
                case MinerWords.PATH_POLL -> POLL;
                case MinerWords.PATH_ACCESS -> ACCESS;
                case FiberWords.PATH_EXCHANGE -> KEY_EXCHANGE;
                default -> OTHER;
            };
        }
        if (path.equals(FiberWords.PATH_PUBLIC_KEY)) {
            return PUBLIC_KEY;
        }
        Matcher matcher = STORE_OBJECT.matcher(path);
        return matcher.matches() ? ofKey(matcher.group(1)) : OTHER;
    }

    private static RequestKind ofKey(String key) {
        if (key.equals("manifest.json")) {
            return MANIFEST;
        }
        if (key.equals("manifest.sig")) {
            return MANIFEST_SIGNATURE;
        }
        if (key.matches("(.*/)?\\.z(group|attrs|array|metadata)")) {
            return METADATA;
        }
        return DATA.matcher(key).matches() ? DATA_CHUNK : COORDINATE;
    }

    /** True for the three signed calls of the protocol. */
    public boolean signed() {
        return this == INITIATE || this == POLL || this == ACCESS;
    }
}
