package fairweather.reference.object;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** A base address as an operator configures it. */
public sealed interface ObjectLocation {
    /** The address as it may be shown: as configured, without options; what could hold a secret is refused. */
    String describe();

    /** A directory of this machine. */
    record Directory(Path path) implements ObjectLocation {
        @Override
        public String describe() {
            return path.toString();
        }
    }

    /**
     * Objects over HTTP.
     *
     * @param base without a slash at its end, without user, query and fragment
     * @param deniedIsAbsent whether 403 is the answer for an object that is not there
     */
    record Web(String describe, URI base, boolean deniedIsAbsent) implements ObjectLocation {}

    /**
     * Reads {@code file:///directory} or the path of a directory, {@code https://host/path}, {@code http://host/path},
     * {@code s3://bucket/prefix} and {@code gs://bucket/prefix}.
     *
     * @throws IllegalArgumentException with a sentence for the operator, without the text where that may hold a secret
     */
    static ObjectLocation parse(String text) {
        return switch (scheme(text)) {
            case "" -> directoryByPath(text);
            case "file" -> directory(text);
            case "http", "https" -> web(text);
            case "s3" -> BucketAddress.parse(text).s3();
            case "gs" -> BucketAddress.parse(text).google();
            default ->
                throw new IllegalArgumentException(
                        "objects are found at file:///, https://, http://, s3:// and gs:// addresses only");
        };
    }

    /** Empty for a path; a path whose first name has a colon in it can be written with a dot and a slash before it. */
    private static String scheme(String text) {
        String word = text.substring(0, Math.max(0, text.indexOf(':')));
        return word.matches("[A-Za-z][A-Za-z0-9+.-]*") ? word.toLowerCase(Locale.ROOT) : "";
    }

    private static Directory directoryByPath(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty text is no place of objects");
        }
        try {
            return new Directory(Path.of(text));
        } catch (InvalidPathException unnameable) {
            throw new IllegalArgumentException("the path of the directory is malformed: " + unnameable.getReason());
        }
    }

    private static Directory directory(String text) {
        URI address = address(text);
        if (!text.regionMatches(true, 0, "file:///", 0, 8) || address.getQuery() != null) {
            throw new IllegalArgumentException("a directory's address has the form file:///directory");
        }
        return new Directory(Path.of(address));
    }

    private static Web web(String text) {
        URI address = address(text);
        if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException("an address does not hold a user or a password; use a file of headers");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a base address has no query and no fragment; what is secret goes into a file of headers");
        }
        if (address.getHost() == null || address.getPort() > Origin.HIGHEST_PORT) {
            throw new IllegalArgumentException("the address names no host, or no port that there is");
        }
        String path = address.getPath().replaceAll("/+$", "");
        if (!path.isEmpty()) {
            ObjectKeys.flaw(path.substring(1)).ifPresent(flaw -> {
                throw new IllegalArgumentException("the path of a base address is " + flaw);
            });
        }
        String origin = Origin.of(address).toString();
        String base = origin + address.getRawPath().replaceAll("/+$", "");
        return new Web(base, URI.create(base), false);
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException broken) {
            // The exception repeats the text.
            throw new IllegalArgumentException("the address is malformed: " + broken.getReason());
        }
    }
}
