package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;

/** What a trouble is about. */
record Subject(String store, String key) {
    /** @throws ObjectTrouble if the key names no object; the key itself is not repeated then */
    static Subject of(String store, String key) {
        ObjectKeys.flaw(key).ifPresent(flaw -> {
            throw new ObjectTrouble(Kind.REFUSED, store + " is not asked for " + flaw);
        });
        return new Subject(store, key);
    }

    ObjectTrouble changed() {
        return trouble(Kind.CHANGED, "the object is in another state than before");
    }

    ObjectTrouble trouble(Kind kind, String what) {
        return trouble(kind, what, null);
    }

    ObjectTrouble trouble(Kind kind, String what, Throwable cause) {
        return new ObjectTrouble(kind, store + " " + key + ": " + what, cause);
    }
}
