package fairweather.data.fetch;

import fairweather.reference.object.Transfer;
import fairweather.reference.object.Transfers;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether anybody answered of those who were asked. A provider's silence and "not yet" are one answer otherwise. */
final class Reachability implements Transfers {
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Override
    public void ended(Transfer transfer) {
        (transfer.sound() ? answered : failed).incrementAndGet();
    }

    void begin() {
        answered.set(0);
        failed.set(0);
    }

    /** Since the beginning somebody was asked, and nobody answered anything of use. */
    boolean nobodyAnswered() {
        return failed.get() > 0 && answered.get() == 0;
    }
}
