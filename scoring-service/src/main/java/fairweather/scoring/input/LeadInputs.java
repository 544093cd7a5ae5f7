package fairweather.scoring.input;

import fairweather.reference.Grid;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.parity.ParityKernel;
import java.time.Duration;
import java.util.List;

/** Whether a lead can be scored: all its fields are there, or nobody is scored. */
public sealed interface LeadInputs {
    /**
     * @param grid that all fields share; null, like the kernel, if there are no components
     * @param components the configured variables in their order, each with ascending levels
     * @param kernel for the grid that all fields share
     * @param parity for the same grid, or null if the run is not scored in mode parity
     */
    record Complete(Grid grid, Kernel kernel, ParityKernel parity, List<ComponentInputs> components)
            implements LeadInputs {
        public Complete {
            components = List.copyOf(components);
        }

        /** Of a run in mode strict. */
        public Complete(Grid grid, Kernel kernel, List<ComponentInputs> components) {
            this(grid, kernel, null, components);
        }
    }

    /**
     * Something is not there yet.
     *
     * @param askAgain after how long it is worth looking again; null leaves that to the caller
     */
    record NotYet(String why, Duration askAgain) implements LeadInputs {
        public NotYet(String why) {
            this(why, null);
        }
    }

    /** Something will never come. */
    record Gone(String why) implements LeadInputs {}

    /** Something contradicts its declaration: an operator must look, nobody is scored. */
    record Broken(String why) implements LeadInputs {}
}
