package fairweather.scoring.child;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryBudget;
import fairweather.memory.Permit;
import fairweather.scoring.child.Frame.Kind;
import fairweather.scoring.forecast.Layout;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.forecast.Measurer;
import fairweather.scoring.forecast.MemoryRefused;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.input.LeadInputs;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Has a child do the work. The child is started when there is something to do, as large as that needs, and anew if more
 * is needed later. The parent reads the metadata itself, to know how much that is; every object passes it.
 */
final class ChildMeasurer implements Measurer {
    private final ObjectReader objects;
    private final ForecastReader forecast;
    private final Instant initTime;
    private final Allowance memory;
    private final MemoryBudget heap;
    private final Permit own;
    private final LongFunction<Child> start;
    private Child child;

    /** Why the child was last refused an object; it gets the words, and what was found stays here. */
    private FailureException refusal;

    private long childHeap;

    /**
     * @param memory for the child
     * @param heap for what passes this process
     * @param start starts a child with a heap of so many bytes
     */
    ChildMeasurer(
            ObjectReader objects, Instant initTime, Allowance memory, MemoryBudget heap, LongFunction<Child> start) {
        this.objects = new KeptMetadata(objects);
        this.initTime = initTime;
        this.memory = memory;
        this.heap = heap;
        this.start = start;
        this.own = heap.tryTake(ReadingMemory.BASE).orElseThrow(MemoryRefused::new);
        try {
            this.forecast = ForecastReader.open(this.objects, initTime, Caps.DEFAULT);
        } catch (RuntimeException | Error failed) {
            own.close();
            throw failed;
        }
    }

    @Override
    public void require(Layout layout, Collection<LeadInputs.Complete> leads) {
        have(ReadingMemory.of(forecast, leads), ReadingMemory.ofPipeline(forecast, leads));
        work(WorkDescription.judging(initTime, childHeap, layout), failure -> false);
    }

    @Override
    public SortedMap<Integer, List<Measured>> measure(
            SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
        have(ReadingMemory.of(forecast, leads.values()), ReadingMemory.ofPipeline(forecast, leads.values()));
        Findings findings = work(WorkDescription.measuring(initTime, childHeap, leads), spent);
        try {
            return findings.measured(leads);
        } catch (IllegalArgumentException nonsense) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "the child found what cannot be: " + nonsense.getMessage(), nonsense);
        }
    }

    @Override
    public boolean leadsShareChunks(LeadInputs.Complete inputs) {
        return inputs.components().stream().anyMatch(component -> forecast.sharesTimes(component.variable()));
    }

    /** A child with so much heap at least, and as much as is best if there is room for it now. */
    private void have(long least, long best) {
        MemoryRefused.unlessAllowed(memory, least + ChildCommand.overhead(least));
        memory.grow(Math.max(0, best + ChildCommand.overhead(best) - memory.bytes()));
        if (child != null && childHeap < least) {
            endChild();
        }
        if (child == null) {
            childHeap = ChildCommand.heapWithin(memory.bytes());
            child = start.apply(childHeap);
        }
    }

    /** A child whose work did not end well is not asked again. */
    private Findings work(WorkDescription description, Predicate<Failure> spent) {
        boolean done = false;
        try {
            child.say(Frame.of(Kind.WORK, description));
            Findings findings = answer(spent);
            done = true;
            return findings;
        } catch (IOException garbled) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the child cannot be understood", garbled);
        } finally {
            if (!done) {
                endChild();
            }
        }
    }

    private Findings answer(Predicate<Failure> spent) throws IOException {
        while (true) {
            Frame heard = child.hear();
            switch (heard.kind()) {
                case WISH -> give(heard.as(Wish.class));
                case IS_IT_SPENT -> {
                    boolean last = spent.test(heard.as(Fault.class).failure());
                    child.say(Frame.of(Kind.SPENT, last));
                }
                case DONE -> {
                    return heard.as(Findings.class);
                }
                case FAILED -> throw failure(heard.as(Fault.class).failure());
                case WORK, OBJECT, REFUSED, SPENT -> throw new IOException("a child does not say " + heard.kind());
            }
        }
    }

    /** While an object passes, its bytes are here: received in pieces and put together. */
    private void give(Wish wish) {
        long most = Math.min(wish.maxBytes(), Caps.DEFAULT.encodedChunk());
        Permit passing = heap.tryTake(2 * most).orElseThrow(MemoryRefused::new);
        try {
            child.say(object(ObjectKey.of(wish.key()), most, wish.fresh()));
        } finally {
            passing.close();
        }
    }

    private Frame object(ObjectKey key, long most, boolean fresh) {
        try {
            return new Frame(Kind.OBJECT, fresh ? objects.getFresh(key, most) : objects.get(key, most));
        } catch (FailureException refused) {
            refusal = refused;
            return Frame.of(Kind.REFUSED, Fault.of(refused.failure()));
        }
    }

    /** The child fails for what it was refused, or for a reason of its own. */
    private FailureException failure(Failure told) {
        return refusal != null && refusal.failure().equals(told) ? refusal : new FailureException(told);
    }

    private void endChild() {
        if (child != null) {
            child.close();
            child = null;
        }
    }

    @Override
    public void close() {
        endChild();
        own.close();
    }
}
