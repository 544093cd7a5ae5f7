package fairweather.check.conformance;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.protocol.MinerWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Who may read what of a store. */
final class ObjectRules {
    private static final String SECTION = "4.4";
    private static final String MANIFEST = "/" + ObjectKey.MANIFEST;

    /** Ways out of the store's directory, put behind its path. */
    private static final List<String> WAYS_OUT = List.of(
            "/../../../etc/passwd",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2f..%2fetc%2fpasswd",
            "/%252e%252e/%252e%252e/etc/passwd",
            "//etc/passwd",
            "/%2fetc%2fpasswd",
            "/..\\..\\..\\etc\\passwd",
            "/manifest.json%00.zattrs",
            "/../");

    private ObjectRules() {}

    static List<Rule> rules() {
        return List.of(
                needsToken("OBJECT-1", "without a token: 401", trial -> Map.of()),
                needsToken("OBJECT-2", "with a token that is none: 401", trial -> Wire.bearer("not.a.token")),
                needsToken(
                        "OBJECT-3",
                        "with a changed token: 401",
                        trial -> Wire.bearer(changed(trial.claim().token()))),
                needsToken("OBJECT-4", "with the token's claims unsigned (alg none): 401", ObjectRules::unsigned),
                needsToken(
                        "OBJECT-5",
                        "with the token under another scheme: 401",
                        trial ->
                                Map.of("Authorization", "Basic " + trial.claim().token())),
                Rule.must("OBJECT-6", "7", "the token opens no other store", ObjectRules::otherStore),
                Rule.must("OBJECT-7", "7", "no path leads out of the store", ObjectRules::waysOut),
                Rule.must("OBJECT-8", SECTION, "an object that is not there is answered 404", ObjectRules::missing));
    }

    private interface Headers {
        Map<String, String> of(Trial trial);
    }

    private static Rule needsToken(String id, String text, Headers headers) {
        return Rule.must(id, SECTION, text, trial -> {
            Answered answer = trial.wire().get(trial.path(ObjectKey.MANIFEST), headers.of(trial));
            return Finding.of(answer.refusesCaller(), "answered " + answer.status());
        });
    }

    /** Another signature, if the token has the usual three parts: its last digit but two, of which every bit counts. */
    private static String changed(String token) {
        int at = Math.max(0, token.length() - 3);
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static Map<String, String> unsigned(Trial trial) {
        String[] parts = trial.claim().token().split("\\.", -1);
        if (parts.length != 3) {
            throw new NotReached("the token is no JSON web token");
        }
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return Wire.bearer(header + "." + parts[1] + ".");
    }

    private static Finding otherStore(Trial trial) {
        String own = trial.claim().storePath().name();
        List<String> others = List.of("another.zarr" + MANIFEST, own + ".zarr" + MANIFEST, own + "x" + MANIFEST, "");
        return refused(
                trial,
                others.stream().map(each -> MinerWords.PATH_FORECASTS + each).toList());
    }

    private static Finding waysOut(Trial trial) {
        String own = trial.claim().storePath().value();
        return refused(trial, WAYS_OUT.stream().map(each -> own + each).toList());
    }

    /** Every one is answered 4xx: neither with bytes nor with a crash. */
    private static Finding refused(Trial trial, List<String> paths) {
        List<String> answered = new ArrayList<>();
        for (String path : paths) {
            Answered answer = trial.wire().get(path, trial.bearer());
            if (!answer.refusesRequest()) {
                answered.add(path + " answered " + answer.status());
            }
        }
        return Finding.of(
                answered.isEmpty(),
                answered.isEmpty() ? "all " + paths.size() + " refused" : String.join("; ", answered));
    }

    private static Finding missing(Trial trial) {
        Answered answer = trial.object(ObjectKey.of("no/such/object"));
        return Finding.of(answer.status() == 404 || answer.status() == 410, "answered " + answer.status());
    }
}
