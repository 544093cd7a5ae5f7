package fairweather.reference.object;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: what may be told a secret, and what is paced together. */
record Origin(String scheme, String host, int port) {
    static final int HIGHEST_PORT = 65535;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    static Origin of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : usual(scheme);
        return new Origin(scheme, address.getHost().toLowerCase(Locale.ROOT), port);
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** Whether nobody between here and there can listen. */
    boolean confidential() {
        return secure() || host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Host and, where it is not the usual one, port. */
    String authority() {
        return port == usual(scheme) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
