package fairweather.reference.cds;

import static fairweather.reference.cds.CdsRig.LEVELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, and processes that do the same. */
class CdsCrashTest {
    @TempDir
    private Path directory;

    private CdsRig rig;

    @BeforeEach
    void start() {
        rig = new CdsRig(directory);
        rig.api.queue(1);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** The end of a process: nothing of it is caught. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Dies before or after the step of the given number; the steps are the calls of the memory. */
    private static class Mortal implements CdsRequests {
        private final CdsRequests memory;
        private final int last;
        private final boolean before;
        private int steps;

        Mortal(CdsRequests memory, int last, boolean before) {
            this.memory = memory;
            this.last = last;
            this.before = before;
        }

        private <T> T step(Supplier<T> call) {
            steps++;
            if (steps == last && before) {
                throw new Death();
            }
            T result = call.get();
            if (steps == last) {
                throw new Death();
            }
            return result;
        }

        @Override
        public List<CdsRequest> remembered(CdsDataset dataset, Instant validTime) {
            return step(() -> memory.remembered(dataset, validTime));
        }

        @Override
        public Turn take(CdsRequest request, Duration hold) {
            return step(() -> memory.take(request, hold));
        }

        @Override
        public boolean extend(CdsRequest request, long lease, Duration hold) {
            return step(() -> memory.extend(request, lease, hold));
        }

        @Override
        public boolean note(CdsRequest request, long lease, CdsProgress progress) {
            return step(() -> memory.note(request, lease, progress));
        }

        @Override
        public boolean leave(CdsRequest request, long lease, CdsProgress progress, Duration wait) {
            return step(() -> memory.leave(request, lease, progress, wait));
        }

        @Override
        public boolean forget(CdsRequest request, long lease) {
            return step(() -> memory.forget(request, lease));
        }
    }

    /** A new process goes on with what the dead one was at, and submits nothing that had been submitted. */
    @Test
    void whenever_a_process_dies_the_next_one_finishes_its_work() {
        int deaths = 0;
        int twice = 0;
        for (int step = 1; diesAt(step, true); step++) {
            twice += finishedByTheNext();
            diesAt(step, false);
            twice += finishedByTheNext();
            deaths += 2;
        }
        assertThat(deaths).isGreaterThan(20);
        // Before the note of the job's id; and after the last step, when this test has kept nothing of what was given.
        assertThat(twice).isEqualTo(2);
    }

    /** How often it was submitted after the first time. */
    private int finishedByTheNext() {
        rig.now = rig.now.plus(CdsPatience.HOLD);
        Map<FieldKey, Readiness> answers = rig.askUntilAnswered(rig.source(), LEVELS);
        assertThat(answers)
                .hasSize(2)
                .allSatisfy((key, readiness) -> assertThat(readiness).isInstanceOf(Ready.class));
        int all = rig.api.submissions().size();
        int repeated = all - submissions - 1;
        boolean said = rig.texts.toString().contains("submitted again");
        assertThat(repeated).isBetween(0, said || alreadyDelivered ? 1 : 0);
        submissions = all;
        rig.texts.clear();
        return repeated;
    }

    private int submissions;
    private boolean alreadyDelivered;

    private boolean diesAt(int step, boolean before) {
        CdsSource mortal = rig.source(new Mortal(rig.requests(), step, before));
        Set<FieldKey> delivered = new HashSet<>();
        alreadyDelivered = false;
        try {
            for (int i = 0; i < 10 && delivered.size() < 2; i++) {
                mortal.readAll(LEVELS, (key, readiness) -> {
                    if (readiness instanceof Ready) {
                        delivered.add(key);
                    }
                });
                rig.now = rig.now.plus(Duration.ofSeconds(10));
            }
            return false;
        } catch (Death expected) {
            alreadyDelivered = delivered.size() == 2;
            return true;
        }
    }

    @Test
    void a_lost_submission_is_repeated_and_said_to_be() {
        CdsRequests memory = rig.requests();
        // remembered, take, note that it is being submitted, note of the job
        CdsSource mortal = rig.source(new Mortal(memory, 4, true));
        assertThatThrownBy(() -> rig.ask(mortal, LEVELS)).isInstanceOf(Death.class);
        assertThat(rig.api.submissions()).hasSize(1);
        rig.api.queue(50);
        CdsSource next = rig.source();
        assertThat(rig.askForLevels(next).why()).contains("yet: it is being asked for");
        rig.now = rig.now.plus(CdsPatience.HOLD);

        rig.askForLevels(next);

        assertThat(rig.api.submissions()).hasSize(2);
    }

    @Test
    void a_receiver_that_fails_loses_nothing() {
        CdsSource source = rig.source();
        rig.askForLevels(source);
        rig.api.queue(0);
        rig.now = rig.now.plusSeconds(1);
        assertThatThrownBy(() -> source.readAll(LEVELS, (key, readiness) -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .hasMessage("the disk is full");
        rig.now = rig.now.plus(Duration.ofMinutes(1));

        assertThat(rig.ask(source, LEVELS))
                .allSatisfy((key, readiness) -> assertThat(readiness).isInstanceOf(Ready.class));
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void two_processes_that_want_the_same_submit_it_once() throws Exception {
        CdsSource one = rig.source();
        CdsSource other = rig.source();
        Callable<Object> first = () -> {
            one.readAll(LEVELS, (key, readiness) -> {});
            return null;
        };
        Callable<Object> second = () -> {
            other.readAll(LEVELS, (key, readiness) -> {});
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.of(first, second, first, second))) {
                done.get();
            }
        }
        assertThat(rig.api.submissions()).hasSize(1);
    }

    @Test
    void who_was_overtaken_gives_up_the_job_it_submitted() {
        CdsRequests memory = rig.requests();
        CdsRequests slow = new Mortal(memory, 1000, true) {
            @Override
            public boolean note(CdsRequest request, long lease, CdsProgress progress) {
                if (progress.state() == CdsProgress.State.SUBMITTED) {
                    rig.now = rig.now.plus(CdsPatience.HOLD);
                    rig.ask(rig.source(), LEVELS);
                }
                return super.note(request, lease, progress);
            }
        };

        assertThat(rig.askForLevels(rig.source(slow)).why()).endsWith("another process has taken this over");

        assertThat(rig.api.submissions()).hasSize(2);
        assertThat(rig.api.deletions()).isOne();
    }
}
