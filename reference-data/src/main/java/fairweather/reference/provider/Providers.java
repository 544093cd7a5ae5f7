package fairweather.reference.provider;

import fairweather.reference.ReferenceSource;
import fairweather.reference.directory.DirectorySource;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Who is asked for what.
 *
 * @param supplement is asked before anybody else, or null
 * @param gfs for analyses and forecasts
 * @param truths for ERA5, in the order in which they are asked
 */
public record Providers(
        DirectorySource supplement, ReferenceSource gfs, List<ReferenceSource> truths, ReferenceSource climatology) {
    public Providers {
        truths = List.copyOf(truths);
    }

    /** The same as a set of this name, whose fields nobody takes for those of another set. */
    Providers ofSet(String name) {
        return each(provider -> new SourceOfSet(name, provider));
    }

    /** The same, with every provider's fields looked at on arrival; a directory's are an operator's own. */
    Providers checked() {
        return each(CheckedSource::new);
    }

    private Providers each(UnaryOperator<ReferenceSource> change) {
        return new Providers(
                supplement, change.apply(gfs), truths.stream().map(change).toList(), change.apply(climatology));
    }
}
