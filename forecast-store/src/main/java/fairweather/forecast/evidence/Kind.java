package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import fairweather.failure.Code;
import java.util.Locale;

/** In which way a frozen forecast was changed. */
public enum Kind {
    CHUNK_CHANGED(Code.INTEGRITY_CHUNK_HASH),
    METADATA_CHANGED(Code.INTEGRITY_CHUNK_HASH),
    OBJECT_MISSING(Code.INTEGRITY_CHUNK_MISSING),
    CHANGED_CLAIM(Code.INTEGRITY_CHANGED_CLAIM);

    private final Code code;

    Kind(Code code) {
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** As it is written everywhere, for example {@code chunk_changed}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no evidence of the kind " + word);
    }
}
