package fairweather.reference.object;

import java.util.HashMap;
import java.util.Map;

/**
 * How objects are asked for over HTTP.
 *
 * @param version of this program
 * @param contact where an archive's operator finds its user: an address or a page; may be empty
 * @param plainHttp whether {@code http://} addresses are accepted
 * @param limits of hosts without limits of their own
 * @param hosts limits by host, with the port where it is not the usual one
 */
public record HttpSettings(
        String version,
        String contact,
        boolean plainHttp,
        HttpPatience patience,
        HostLimits limits,
        Map<String, HostLimits> hosts) {
    /** NOMADS blocks whoever asks more than 120 times a minute. */
    private static final Map<String, HostLimits> KNOWN =
            Map.of("nomads.ncep.noaa.gov", new HostLimits(4, 100.0 / 60, 10));

    public static final HttpSettings DEFAULT =
            new HttpSettings("0", "", false, HttpPatience.DEFAULT, new HostLimits(4, 20, 40), KNOWN);

    public HttpSettings {
        hosts = Map.copyOf(hosts);
        if (!version.matches("[\\w.+-]+") || !contact.matches("[\\x20-\\x7e&&[^()\\\\]]{0,200}")) {
            throw new IllegalArgumentException("a version or contact that cannot stand in a User-Agent");
        }
    }

    public HttpSettings identified(String ownVersion, String ownContact) {
        return new HttpSettings(ownVersion, ownContact, plainHttp, patience, limits, hosts);
    }

    public HttpSettings withPlainHttp(boolean allowed) {
        return new HttpSettings(version, contact, allowed, patience, limits, hosts);
    }

    public HttpSettings withPatience(HttpPatience other) {
        return new HttpSettings(version, contact, plainHttp, other, limits, hosts);
    }

    public HttpSettings withLimits(HostLimits usual) {
        return new HttpSettings(version, contact, plainHttp, patience, usual, hosts);
    }

    /** One host has limits of its own. */
    public HttpSettings withLimits(String host, HostLimits own) {
        Map<String, HostLimits> all = new HashMap<>(hosts);
        all.put(host, own);
        return new HttpSettings(version, contact, plainHttp, patience, limits, all);
    }

    HostLimits limits(String authority) {
        return hosts.getOrDefault(authority, limits);
    }

    /** Who asks, for the log of whoever is asked. */
    public String userAgent() {
        return "fairweather/" + version + (contact.isBlank() ? "" : " (" + contact.strip() + ")");
    }
}
