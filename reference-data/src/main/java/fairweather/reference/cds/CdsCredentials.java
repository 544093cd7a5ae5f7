package fairweather.reference.cds;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The address of the API and the key that opens it, which no text ever shows. */
public final class CdsCredentials {
    public static final URI DEFAULT_URL = URI.create("https://cds.climate.copernicus.eu/api");

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,512}");
    private static final Pattern LINE = Pattern.compile("\\s*(url|key)\\s*:\\s*(\\S+)\\s*");
    private static final long MOST_FILE_BYTES = 64 << 10;

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final URI url;
    private final String key;

    private CdsCredentials(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    /**
     * @param url of the API, to which {@code /retrieve/v1} is added
     * @throws FailureException if either has not the form of one
     */
    public static CdsCredentials of(URI url, String key) {
        boolean address = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null;
        if (!address) {
            throw failure(
                    "the address of the Climate Data Store must be https, with a host and a path and nothing else");
        }
        if (!KEY.matcher(key).matches()) {
            throw failure("the key of the Climate Data Store is not one: it has one word of visible characters");
        }
        if (key.contains(":")) {
            throw failure(
                    "the key of the Climate Data Store is of the old kind (UID:key), which no longer opens anything:"
                            + " copy the one that your profile's page shows");
        }
        return new CdsCredentials(URI.create(url.toString().replaceAll("/+$", "")), key);
    }

    /**
     * {@code CDSAPI_KEY} and {@code CDSAPI_URL} of the environment, or else the lines {@code key:} and {@code url:} of
     * the key file; empty if there is no key.
     *
     * @param keyFile may be absent; null for none
     * @throws FailureException if the file cannot be read or can be read by others than its owner
     */
    public static Optional<CdsCredentials> find(Map<String, String> environment, Path keyFile) {
        String key = environment.get("CDSAPI_KEY");
        if (key != null && !key.isBlank()) {
            return Optional.of(of(address(environment.get("CDSAPI_URL")), key.strip()));
        }
        return keyFile == null ? Optional.empty() : read(keyFile);
    }

    private static Optional<CdsCredentials> read(Path file) {
        String url = null;
        String key = null;
        try {
            requirePrivate(file);
            for (String line : Files.readAllLines(file)) {
                var parts = LINE.matcher(line);
                if (parts.matches() && parts.group(1).equals("url")) {
                    url = parts.group(2);
                } else if (parts.matches()) {
                    key = parts.group(2);
                }
            }
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "the key file " + file.getFileName() + " cannot be read", trouble);
        }
        if (key == null) {
            throw failure("the key file " + file.getFileName() + " has no line \"key: …\"");
        }
        return Optional.of(of(address(url), key));
    }

    private static void requirePrivate(Path file) throws IOException {
        if (Files.size(file) > MOST_FILE_BYTES) {
            throw failure("the key file " + file.getFileName() + " is too large to be one");
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
            throw failure("the key file " + file.getFileName()
                    + " can be read or changed by others than its owner: chmod 600 mends that");
        }
    }

    private static URI address(String url) {
        try {
            return url == null || url.isBlank() ? DEFAULT_URL : URI.create(url.strip());
        } catch (IllegalArgumentException malformed) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "the address of the Climate Data Store is malformed", malformed);
        }
    }

    private static FailureException failure(String what) {
        return new FailureException(Code.VALIDATOR_INTERNAL, what);
    }

    public URI url() {
        return url;
    }

    String key() {
        return key;
    }

    @Override
    public String toString() {
        return "CdsCredentials[" + url + "]";
    }
}
