package fairweather.reference.provider;

import fairweather.reference.ReferenceSource;
import fairweather.reference.directory.DirectorySource;
import java.util.List;

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

    /** The same, with every provider's fields looked at on arrival; a directory's are an operator's own. */
    Providers checked() {
        return new Providers(
                supplement,
                new CheckedSource(gfs),
                truths.stream().<ReferenceSource>map(CheckedSource::new).toList(),
                new CheckedSource(climatology));
    }
}
