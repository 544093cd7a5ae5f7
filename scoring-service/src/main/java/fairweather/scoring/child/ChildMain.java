package fairweather.scoring.child;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.memory.Allowance;
import fairweather.scoring.child.Frame.Kind;
import fairweather.scoring.forecast.DirectMeasurer;
import fairweather.scoring.forecast.Measurer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;

/** The child: does what it is told until its input ends. */
public final class ChildMain {
    private final Conversation parent;
    private Measurer measurer;

    private ChildMain(Conversation parent) {
        this.parent = parent;
    }

    /** Takes no arguments: all is told on standard input. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        // Whatever else is printed must not come between the frames.
        System.setOut(System.err);
        new ChildMain(new Conversation(new InputWatch(in), out)).work();
    }

    private void work() throws IOException {
        while (true) {
            WorkDescription work = parent.next(Kind.WORK).as(WorkDescription.class);
            parent.say(answer(work));
        }
    }

    private Frame answer(WorkDescription work) {
        try {
            return Frame.of(Kind.DONE, findings(work));
        } catch (FailureException failed) {
            return Frame.of(Kind.FAILED, Fault.of(failed.failure()));
        } catch (RuntimeException unexpected) {
            unexpected.printStackTrace();
            String what = unexpected.getClass().getSimpleName() + ": " + unexpected.getMessage();
            return Frame.of(Kind.FAILED, Fault.of(Failure.of(Code.VALIDATOR_INTERNAL, what)));
        }
    }

    private Findings findings(WorkDescription work) {
        if (measurer == null) {
            measurer = new DirectMeasurer(parent, work.initTime(), new Heap(work.memory()));
        }
        if (work.layout() != null) {
            measurer.require(work.layout(), List.of());
        }
        return work.leads() == null ? Findings.none() : Findings.of(measurer.measure(work.inputs(), parent::isItSpent));
    }

    /** The heap that this process was given, which does not grow; the parent has asked for as much as it needs. */
    private record Heap(long bytes) implements Allowance {
        @Override
        public boolean grow(long more) {
            return more <= 0;
        }

        @Override
        public boolean couldBe(long wanted) {
            return wanted <= bytes;
        }
    }
}
