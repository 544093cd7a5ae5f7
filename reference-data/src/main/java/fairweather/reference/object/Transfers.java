package fairweather.reference.object;

/** Hears of every attempt, on the thread that made it. */
@FunctionalInterface
public interface Transfers {
    Transfers UNHEARD = transfer -> {};

    void ended(Transfer transfer);
}
