package fairweather.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.database.DatabaseSilent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who shares a commit with whom; the commits are answered by hand. */
class GroupCommitTest {
    private record Commit(List<String> calls, UniEmitter<? super List<Integer>> answer) {
        void succeeds() {
            answer.complete(calls.stream().map(String::length).toList());
        }
    }

    private final List<Commit> commits = new ArrayList<>();
    private final GroupCommit<String, Integer> group = new GroupCommit<>(
            1,
            3,
            call -> call.charAt(0),
            calls -> Uni.createFrom().emitter(answer -> commits.add(new Commit(calls, answer))));

    private static final class Caller {
        private Integer answer;
        private Throwable failure;
    }

    private Caller call(String item) {
        Caller caller = new Caller();
        group.call(item).subscribe().with(answer -> caller.answer = answer, failure -> caller.failure = failure);
        return caller;
    }

    private List<List<String>> shared() {
        return commits.stream().map(Commit::calls).toList();
    }

    @Test
    void given_no_commit_under_way_when_a_call_comes_then_it_is_committed_at_once_by_itself() {
        Caller caller = call("a");
        assertThat(shared()).containsExactly(List.of("a"));
        assertThat(caller.answer).as("not answered before its commit").isNull();

        commits.getFirst().succeeds();
        assertThat(caller.answer).isEqualTo(1);
    }

    @Test
    void given_a_commit_under_way_when_calls_come_then_they_share_the_next_up_to_the_most() {
        call("a");
        List<Caller> callers = List.of(call("bb"), call("ccc"), call("dddd"), call("eeeee"));
        assertThat(shared()).containsExactly(List.of("a"));

        commits.getFirst().succeeds();
        assertThat(shared()).containsExactly(List.of("a"), List.of("bb", "ccc", "dddd"));
        commits.get(1).succeeds();
        assertThat(shared()).hasSize(3).last().isEqualTo(List.of("eeeee"));
        assertThat(callers).extracting(caller -> caller.answer).containsExactly(2, 3, 4, null);
    }

    @Test
    void given_calls_about_the_same_when_they_wait_then_they_do_not_share_a_commit() {
        call("a");
        call("b1");
        call("b2");
        call("c");
        commits.get(0).succeeds();
        commits.get(1).succeeds();
        assertThat(shared()).containsExactly(List.of("a"), List.of("b1", "c"), List.of("b2"));
    }

    @Test
    void given_a_shared_commit_when_it_fails_then_each_is_done_again_by_itself_and_the_bad_one_fails_alone() {
        call("a");
        Caller good = call("good");
        Caller bad = call("bad");
        commits.get(0).succeeds();
        commits.get(1).answer().fail(new IllegalStateException("one of them is bad"));
        assertThat(shared()).containsExactly(List.of("a"), List.of("good", "bad"), List.of("good"), List.of("bad"));
        assertThat(good.failure).isNull();

        commits.get(2).succeeds();
        commits.get(3).answer().fail(new IllegalStateException("bad"));
        assertThat(good.answer).isEqualTo(4);
        assertThat(bad.failure).hasMessage("bad");
    }

    @Test
    void given_a_shared_commit_when_it_takes_too_long_then_it_is_not_done_again() {
        call("a");
        Caller first = call("b");
        Caller second = call("c");
        commits.get(0).succeeds();
        commits.get(1).answer().fail(new DatabaseSilent(Duration.ofSeconds(30), null));
        assertThat(commits).hasSize(2);
        assertThat(first.failure).isInstanceOf(DatabaseSilent.class);
        assertThat(second.failure).isInstanceOf(DatabaseSilent.class);
    }

    @Test
    void given_a_commit_that_failed_when_the_next_call_comes_then_it_is_committed_at_once() {
        Caller failed = call("a");
        commits.get(0).answer().fail(new IllegalStateException("no connection"));
        assertThat(failed.failure).hasMessage("no connection");
        call("b");
        assertThat(shared()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void given_a_commit_that_cannot_even_begin_when_a_call_comes_then_only_that_call_fails() {
        GroupCommit<String, Integer> broken = new GroupCommit<>(1, 3, call -> call, calls -> {
            throw new IllegalStateException("cannot begin");
        });
        for (String item : List.of("a", "b")) {
            assertThatThrownBy(() -> broken.call(item).await().indefinitely()).hasMessage("cannot begin");
        }
    }
}
