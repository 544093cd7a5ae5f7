package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.database.DatabaseTrouble;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** One of several like things that a turn does: if it fails, it alone is undone. */
public final class Apart {
    private Apart() {}

    /**
     * @param otherwise what is done after it has failed; a database that is away is no failure of the thing and is thrown
     */
    public static int attempt(Session tx, IntSupplier work, ToIntFunction<RuntimeException> otherwise) {
        tx.command("SAVEPOINT one_of_several");
        try {
            int result = work.getAsInt();
            tx.command("RELEASE SAVEPOINT one_of_several");
            return result;
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.passes(failure)) {
                throw failure;
            }
            tx.command("ROLLBACK TO SAVEPOINT one_of_several");
            return otherwise.applyAsInt(failure);
        }
    }
}
