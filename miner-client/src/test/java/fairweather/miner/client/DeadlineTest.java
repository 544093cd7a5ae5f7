package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Margins are a second wide: no test waits, and a machine that is slow does not matter. */
class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static void isAbout(Duration actual, long seconds) {
        assertThat(actual).isBetween(Duration.ofSeconds(seconds).minus(SECOND), Duration.ofSeconds(seconds));
    }

    @Test
    void aPartEndsByItsOwnLimitButNoLaterThanTheWhole() {
        Deadline whole = Deadline.in(Duration.ofSeconds(100), Duration.ZERO);

        isAbout(whole.part(Duration.ofSeconds(30)).remaining(), 30);
        isAbout(whole.part(Duration.ofSeconds(300)).remaining(), 100);
        isAbout(whole.part(Duration.ofSeconds(50)).part(Duration.ofSeconds(70)).remaining(), 50);
    }

    @Test
    void aWaitInOurQueuePutsTheEndOffAndUsesUpThePatience() {
        Deadline whole = Deadline.in(Duration.ofSeconds(100), Duration.ofSeconds(60));
        Deadline part = whole.part(Duration.ofSeconds(30));

        part.queued(Duration.ofSeconds(45).toNanos());

        isAbout(part.remaining(), 75);
        isAbout(whole.remaining(), 145);
        assertThat(part.patience()).isEqualTo(Duration.ofSeconds(15));
        whole.queued(Duration.ofSeconds(45).toNanos());
        assertThat(whole.patience()).isZero();
    }

    @Test
    void beingHeldUpByOurReaderPutsTheEndOffAndLeavesThePatience() {
        Deadline whole = Deadline.in(Duration.ofSeconds(100), Duration.ofSeconds(60));
        Deadline part = whole.part(Duration.ofSeconds(30));

        part.heldUp(Duration.ofSeconds(20).toNanos());

        isAbout(part.remaining(), 50);
        isAbout(whole.remaining(), 120);
        assertThat(part.patience()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void slownessNamesTheLimitThatWasReached() {
        Deadline whole = Deadline.in(Duration.ofMillis(1500), Duration.ZERO);

        assertThat(whole.slowness().code()).isEqualTo(Code.TIMEOUT_TOTAL);
        assertThat(whole.part(Duration.ofSeconds(9)).slowness().failure().message())
                .isEqualTo("the miner had not finished after 1500 ms");
        assertThat(whole.part(Duration.ofSeconds(1)).slowness().failure().message())
                .isEqualTo("the miner had not finished after 1 s");
    }
}
