package fairweather.orchestrator.rest;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of a list. */
public record Listing<T>(
        @Schema(description = "The entries of this page") List<T> items,

        @Schema(description = "What to give as `after` for the next page; null on the last one", nullable = true)
        String next) {
    public Listing {
        items = List.copyOf(items);
    }

    /** Makes a page of rows of which one more than the page holds was asked for. */
    static <T> Listing<T> of(PageRequest page, List<T> rows, Function<T, List<?>> key) {
        if (rows.size() <= page.limit()) {
            return new Listing<>(rows, null);
        }
        List<T> items = rows.subList(0, page.limit());
        return new Listing<>(items, PageRequest.cursor(key.apply(items.getLast())));
    }
}
