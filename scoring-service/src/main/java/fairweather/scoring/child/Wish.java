package fairweather.scoring.child;

import fairweather.forecast.key.ObjectKey;

/** The child needs an object. */
record Wish(String key, long maxBytes, boolean fresh) {
    Wish {
        if (!ObjectKey.isValid(key) || maxBytes < 0) {
            throw new IllegalArgumentException("there is no such object");
        }
    }
}
