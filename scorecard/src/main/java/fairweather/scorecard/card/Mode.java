package fairweather.scorecard.card;

import java.util.List;
import java.util.OptionalDouble;

/** One way of turning fields into scores. */
public interface Mode {

    /** The word in rows, for example {@code strict}. */
    String word();

    /** The word of the rule by which rows are weighted. */
    String weightRule();

    Measured measure(Fields fields);

    /**
     * The score of a lead from its components, in the order in which they were asked for; empty if one of them lacks
     * truth or climatology, without which nobody is scored.
     */
    OptionalDouble leadScore(List<Component> components);
}
