package fairweather.failure;

import java.util.Objects;

/** A failure as a value: its code and a sanitised sentence of at most 500 characters. */
public record Failure(Code code, String message) {

    public Failure {
        Objects.requireNonNull(code, "code");
        message = Sanitiser.clean(message);
    }

    public Category category() {
        return code.category();
    }

    public static Failure of(Code code, String message) {
        return new Failure(code, message);
    }
}
