package fairweather.data.doctor;

import fairweather.reference.object.ObjectTrouble;

/** Trouble with an archive in one sentence, with what to do about it. */
final class Remedy {
    private Remedy() {}

    static String of(ObjectTrouble trouble) {
        return trouble.getMessage() + "; " + advice(trouble.kind());
    }

    private static String advice(ObjectTrouble.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "open the way to this host, or take the source out of the settings";
            case STALLED, TRUNCATED -> "try again; if it stays so, look at what lies between here and this host";
            case RATE_LIMITED -> "come back later, and lower fairweather.reference.http.pace if it stays so";
            case DENIED ->
                "public archives ask for nothing: look at the address and at proxies; another archive may want"
                        + " headers, which are set by fairweather.reference.http.headers.HOST";
            case REFUSED -> "look at the address";
            case CHANGED -> "try again: it was being replaced";
            case NO_RANGES -> "look for a proxy between here and this host that takes ranges away";
            case OVERSIZE -> "look at the address: this is no such archive";
        };
    }
}
