package fairweather.reference.object;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headers that open a door, from a file of lines {@code Name: value}; empty lines and lines that begin with # are passed
 * over. They are sent to one origin and shown nowhere.
 */
public final class SecretHeaders {
    public static final SecretHeaders NONE = new SecretHeaders(List.of());

    private static final long LARGEST_FILE = 64 << 10;
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*([\\x20-\\x7e]+?)[ \\t]*");

    /** Those that the client needs for itself. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "if-match",
            "range",
            "te",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private record Header(String name, String value) {}

    private final List<Header> headers;

    private SecretHeaders(List<Header> headers) {
        this.headers = headers;
    }

    /** @throws IllegalArgumentException naming the file and the line, never what stands there */
    public static SecretHeaders read(Path file) {
        try {
            requirePrivate(file);
            return new SecretHeaders(headers(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the file of headers " + file + " cannot be read: "
                            + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
            throw new IllegalArgumentException("the file of headers " + file + " is no file, or too large for one");
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            if (allowed.contains(PosixFilePermission.OTHERS_READ)
                    || allowed.contains(PosixFilePermission.OTHERS_WRITE)
                    || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new IllegalArgumentException("the file of headers " + file
                        + " is open to others: it holds secrets, so give it mode 0640 or 0600");
            }
        }
    }

    private static List<Header> headers(Path file) throws IOException {
        List<Header> headers = new ArrayList<>();
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\\R")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher form = LINE.matcher(line);
            if (!form.matches() || OURS.contains(form.group(1).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "line " + number + " of the file of headers " + file + " is no header that can be sent");
            }
            headers.add(new Header(form.group(1), form.group(2)));
        }
        return List.copyOf(headers);
    }

    boolean isEmpty() {
        return headers.isEmpty();
    }

    void addTo(HttpRequest.Builder request) {
        headers.forEach(header -> request.header(header.name(), header.value()));
    }

    @Override
    public String toString() {
        return headers.size() + " secret headers";
    }
}
