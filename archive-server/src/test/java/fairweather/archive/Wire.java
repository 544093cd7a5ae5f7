package fairweather.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What comes over the wire, read from a bare socket to its end. */
public record Wire(String statusLine, Map<String, String> headers, byte[] body) {

    /** Asks and reads until the other side closes. */
    public static Wire ask(URI url, String method, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.setSoTimeout(10_000);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String head =
                    method + " " + url.getRawPath() + " HTTP/1.1\r\nHost: archive\r\nConnection: close\r\n" + more;
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Wire parse(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            headers.put(header[0], header[1]);
        }
        return new Wire(lines[0], headers, Arrays.copyOfRange(all, end + 4, all.length));
    }

    public int status() {
        return Integer.parseInt(statusLine.split(" ")[1]);
    }

    public String header(String name) {
        return headers.get(name);
    }

    public int announced() {
        return Integer.parseInt(header("Content-Length"));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
