package fairweather.reference.object;

import fairweather.reference.object.ObjectLocation.Web;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the form {@code s3://bucket/prefix?option=value}. The prefix is taken literally, as other tools take it.
 * Options: {@code region}, {@code endpoint} (S3 only), {@code absent=403}.
 */
record BucketAddress(String scheme, String bucket, String prefix, Map<String, String> options) {
    private static final Pattern FORM = Pattern.compile("(s3|gs)://([^/?#]+)((?:/[^?#]*)?)(?:\\?([^#]*))?");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    static BucketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !BUCKET.matcher(form.group(2)).matches()) {
            throw new IllegalArgumentException(
                    "a bucket's address has the form s3://bucket/prefix or gs://bucket/prefix,"
                            + " without user, password or fragment");
        }
        String prefix = form.group(3).replaceAll("^/|/+$", "");
        if (!prefix.isEmpty()) {
            ObjectKeys.flaw(prefix).ifPresent(flaw -> {
                throw new IllegalArgumentException("the prefix of a bucket's address is " + flaw);
            });
        }
        return new BucketAddress(form.group(1), form.group(2), prefix, options(form.group(4)));
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : query == null ? new String[0] : query.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            switch (name) {
                case "region", "endpoint", "absent" -> options.put(name, option.substring(equals + 1));
                default ->
                    throw new IllegalArgumentException(
                            "a bucket's address has the options region, endpoint and absent only");
            }
        }
        return options;
    }

    /**
     * Names with dots would not match a certificate for {@code *.s3.amazonaws.com}, those with underscores are no names of
     * hosts: they are part of the path.
     */
    Web s3() {
        String endpoint = options.get("endpoint");
        if (endpoint != null) {
            if (!endpoint.matches("https?://.*")
                    || options.containsKey("region")
                    || !(ObjectLocation.parse(endpoint) instanceof Web web)) {
                throw new IllegalArgumentException("an endpoint is an https:// address, and needs no region");
            }
            return web(web.base() + "/" + bucket);
        }
        String host = "s3" + region() + ".amazonaws.com";
        boolean name = bucket.matches("[a-z0-9-]+");
        return web(name ? "https://" + bucket + "." + host : "https://" + host + "/" + bucket);
    }

    private String region() {
        String region = options.get("region");
        if (region == null) {
            return "";
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("a region is a word like eu-central-1");
        }
        return "." + region;
    }

    Web google() {
        if (options.containsKey("region") || options.containsKey("endpoint")) {
            throw new IllegalArgumentException("an address of Google's store has no region and no endpoint");
        }
        return web("https://storage.googleapis.com/" + bucket);
    }

    private Web web(String root) {
        String path = prefix.isEmpty() ? "" : "/" + prefix;
        return new Web(scheme + "://" + bucket + path, URI.create(root + ObjectKeys.encoded(path)), deniedIsAbsent());
    }

    private boolean deniedIsAbsent() {
        String absent = options.getOrDefault("absent", "404");
        return switch (absent) {
            case "404" -> false;
            case "403" -> true;
            default -> throw new IllegalArgumentException("the answer for an absent object is 404 or 403");
        };
    }
}
