package fairweather.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One SQL statement with its positional values: a domain row written in the transaction that reports an attempt. */
public record Write(String sql, List<Object> values) {
    public Write {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Write of(String sql, Object... values) {
        List<Object> list = new ArrayList<>(values.length);
        Collections.addAll(list, values);
        return new Write(sql, list);
    }
}
