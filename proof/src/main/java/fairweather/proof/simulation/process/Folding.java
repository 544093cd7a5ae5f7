package fairweather.proof.simulation.process;

import fairweather.orchestrator.fold.Fold;
import fairweather.proof.simulation.store.MemoryBooks;
import fairweather.proof.simulation.store.MemoryBooks.Fate;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.world.Scenario.Sabotage;

/** The fold, one at a time among all orchestrators; a batch takes a while, in which its process may die. */
public final class Folding {
    private static final long TICK = 1000;

    /** How long the store leaves an idle transaction alone. */
    private static final long IDLE_LIMIT = 10_000;

    private final Store store;
    private final MemoryBooks books;
    private final Fold fold;
    private final Sabotage sabotage;
    private Host holder;
    private String holderName;
    private long heldUntil;

    public Folding(Store store, Sabotage sabotage) {
        this.store = store;
        this.books = new MemoryBooks(store);
        this.fold = new Fold(books);
        this.sabotage = sabotage;
    }

    /** One orchestrator's loop. */
    final class Loop {
        private final Host host;
        private boolean planned;

        Loop(Host host) {
            this.host = host;
        }

        void restarted() {
            planned = false;
            hear(false);
        }

        /** There is something to fold. */
        void hear(boolean notified) {
            if (!planned && host.up() && !store.outcomes().isEmpty()) {
                planned = true;
                host.plan(notified ? host.mishaps().dice().between(1, 5) : host.untilTick(TICK), this::begin);
            }
        }

        private void begin() {
            planned = false;
            if (store.outcomes().isEmpty()) {
                return;
            }
            if (locked()) {
                again();
                return;
            }
            holder = host;
            holderName = host.name();
            long duration = host.mishaps().dice().between(5, 50);
            heldUntil = host.time().now() + duration + IDLE_LIMIT;
            planned = true;
            host.plan(duration, this::commit);
        }

        private void again() {
            planned = true;
            host.plan(host.untilTick(TICK), this::begin);
        }

        private void commit() {
            planned = false;
            boolean mine = holder == host && locked();
            if (!mine) {
                again();
                return;
            }
            holder = null;
            if (!fold()) {
                again();
            } else {
                hear(true);
            }
        }

        /** False if the loop hears of trouble. */
        private boolean fold() {
            Mishaps mishaps = host.mishaps();
            boolean failed = mishaps.callFails();
            if (failed) {
                mishaps.count(Mishap.BATCH_ROLLED_BACK);
            }
            books.next(
                    !failed ? Fate.COMMITTED : sabotage == Sabotage.NOTHING_UNDONE ? Fate.HALF_DONE : Fate.ROLLED_BACK);
            if (sabotage == Sabotage.OUTCOME_DROPPED
                    && mishaps.dice().chance(0.001 * store.outcomes().size())) {
                store.outcomes().forget();
            }
            int folded = fold.fold();
            host.trace().note(host.name(), failed ? "fails to fold" : "folds", folded, "");
            return !failed && !mishaps.answerIsLost(Mishap.DONE_BUT_REPORTED_FAILED);
        }
    }

    private boolean locked() {
        return holder != null
                && holder.up()
                && holder.name().equals(holderName)
                && holder.time().now() < heldUntil;
    }
}
