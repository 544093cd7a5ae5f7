package fairweather.archive.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads requests from a connection, one after the other. */
final class RequestReader {
    private static final int MOST_HEAD = 1 << 16;
    private static final int MOST_BODY = 1 << 24;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Empty when the other side has closed. */
    Optional<Request> next() throws IOException {
        String[] lines = head().split("\r\n");
        String[] first = lines[0].split(" ");
        if (lines[0].isEmpty()) {
            return Optional.empty();
        }
        if (first.length != 3 || !first[1].startsWith("/")) {
            throw new IOException("not a request: " + lines[0]);
        }
        Map<String, String> headers = headers(lines);
        if (first[2].equals("HTTP/1.0")) {
            headers.putIfAbsent("Connection", "close");
        }
        int query = first[1].indexOf('?');
        String path = query < 0 ? first[1] : first[1].substring(0, query);
        String rest = query < 0 ? "" : first[1].substring(query + 1);
        return Optional.of(new Request(first[0], decoded(path), rest, headers, body(headers)));
    }

    private static Map<String, String> headers(String... lines) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            if (header.length < 2) {
                throw new IOException("not a header: " + lines[i]);
            }
            headers.put(header[0].strip(), header[1].strip());
        }
        return headers;
    }

    /** A plus is a plus in a path. */
    private static String decoded(String path) throws IOException {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("not a path: " + path, malformed);
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int matched = 0; matched < 4; ) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            if (head.size() > MOST_HEAD) {
                throw new IOException("the head of a request is too large");
            }
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("Transfer-Encoding")) {
            throw new IOException("bodies in chunks are not understood here");
        }
        String length = headers.getOrDefault("Content-Length", "0");
        if (!length.matches("\\d{1,8}") || Integer.parseInt(length) > MOST_BODY) {
            throw new IOException("a body of " + length + " bytes is not read here");
        }
        return in.readNBytes(Integer.parseInt(length));
    }
}
