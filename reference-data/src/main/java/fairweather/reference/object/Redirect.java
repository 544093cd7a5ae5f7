package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.net.URI;
import java.util.Set;

/** Where an answer sends us: within the same host, and never from what is encrypted to what is not. */
final class Redirect {
    static final int MOST = 3;
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirect() {}

    static boolean is(Reply reply) {
        return STATUSES.contains(reply.status());
    }

    static URI target(URI from, Reply reply, Subject subject) {
        String location = reply.head()
                .header("Location")
                .orElseThrow(() -> subject.trouble(Kind.REFUSED, "a redirect to nowhere"));
        URI target;
        try {
            target = from.resolve(URI.create(location));
        } catch (IllegalArgumentException malformed) {
            throw subject.trouble(Kind.REFUSED, "a redirect to a malformed address");
        }
        if (target.getHost() == null || target.getRawUserInfo() != null || !near(from, target)) {
            // Where to is not said: an address may be made to hold a secret.
            throw subject.trouble(Kind.REFUSED, "a redirect to another host, which is not followed");
        }
        return target;
    }

    private static boolean near(URI from, URI target) {
        Origin here = Origin.of(from);
        Origin there = Origin.of(target);
        boolean toTls = there.secure() && !here.secure() && there.host().equals(here.host());
        return there.equals(here) || toTls;
    }
}
