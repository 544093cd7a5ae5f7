package fairweather.job.postgres;

import fairweather.database.DatabaseSilent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets calls share commits. A call that finds none under way is committed at once, by itself; those that arrive
 * meanwhile go together into the next. So nobody waits for company, and the busier it is the fewer commits there are.
 * No call is answered before the commit that it is part of.
 *
 * <p>If a shared commit fails, each of its calls is done again by itself, so that a bad one fails alone. One that has
 * taken too long fails for all: what became of it is not known.
 *
 * @param <T> a call
 * @param <R> its answer
 */
final class GroupCommit<T, R> {
    private final int atOnce;
    private final int most;
    private final Function<T, Object> subject;
    private final Function<List<T>, Uni<List<R>>> commit;

    /** This and what follows is guarded by this object. */
    private final List<Call<T, R>> waiting = new LinkedList<>();

    private int underWay;

    private record Call<T, R>(T item, UniEmitter<? super R> caller) {}

    /**
     * @param atOnce how many commits may be under way at once
     * @param most how many calls may share one
     * @param subject what a call is about; no two about the same share a commit
     * @param commit does all or nothing, and answers in the order of the calls
     */
    GroupCommit(int atOnce, int most, Function<T, Object> subject, Function<List<T>, Uni<List<R>>> commit) {
        this.atOnce = atOnce;
        this.most = most;
        this.subject = subject;
        this.commit = commit;
    }

    Uni<R> call(T item) {
        return Uni.createFrom().emitter(caller -> {
            synchronized (this) {
                waiting.add(new Call<>(item, caller));
            }
            commitNext();
        });
    }

    private void commitNext() {
        List<Call<T, R>> group = nextGroup();
        if (!group.isEmpty()) {
            commit(group)
                    .subscribe()
                    .with(
                            answers -> ended(() -> answer(group, answers)),
                            failure -> ended(() -> settle(group, failure)));
        }
    }

    /** Empty if nothing waits, or as many commits are under way as may be. */
    private synchronized List<Call<T, R>> nextGroup() {
        Map<Object, Call<T, R>> group = new LinkedHashMap<>();
        if (underWay < atOnce) {
            for (Iterator<Call<T, R>> calls = waiting.iterator(); calls.hasNext() && group.size() < most; ) {
                Call<T, R> call = calls.next();
                if (group.putIfAbsent(subject.apply(call.item()), call) == null) {
                    calls.remove();
                }
            }
        }
        if (!group.isEmpty()) {
            underWay++;
        }
        return new ArrayList<>(group.values());
    }

    /** The next commit begins before this one's callers go on. */
    private void ended(Runnable answer) {
        synchronized (this) {
            underWay--;
        }
        commitNext();
        answer.run();
    }

    private Uni<List<R>> commit(List<Call<T, R>> group) {
        return Uni.createFrom()
                .deferred(() -> commit.apply(group.stream().map(Call::item).toList()));
    }

    private void settle(List<Call<T, R>> group, Throwable failure) {
        if (group.size() == 1 || failure instanceof DatabaseSilent) {
            group.forEach(call -> call.caller().fail(failure));
        } else {
            group.forEach(this::alone);
        }
    }

    private void alone(Call<T, R> call) {
        List<Call<T, R>> group = List.of(call);
        commit(group).subscribe().with(answers -> answer(group, answers), call.caller()::fail);
    }

    private static <T, R> void answer(List<Call<T, R>> group, List<R> answers) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).caller().complete(answers.get(i));
        }
    }
}
