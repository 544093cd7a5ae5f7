package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BodyIntakeTest {
    private final Subject subject = new Subject("store", "key");
    private final Reception reception = new Reception(new OwnTime());

    /** Answers a cancellation as HTTP/2 does. */
    private static final class Source implements Flow.Subscription {
        private final BodyIntake intake;
        private boolean cancelled;

        Source(BodyIntake intake) {
            this.intake = intake;
            intake.onSubscribe(this);
        }

        void send(int... lengths) {
            for (int length : lengths) {
                intake.onNext(List.of(ByteBuffer.wrap(new byte[length])));
            }
        }

        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {
            cancelled = true;
            intake.onError(new IOException("cancelled"));
        }
    }

    private static CompletableFuture<byte[]> body(BodyIntake intake) {
        return intake.getBody().toCompletableFuture();
    }

    private static CompletableFuture<byte[]> cutShort(BodyIntake intake) {
        return intake.cutShort().toCompletableFuture();
    }

    @Test
    void a_body_that_comes_to_its_end_is_not_cut_short() {
        BodyIntake intake = BodyIntake.exactly(200_000, subject, reception);
        Source source = new Source(intake);
        source.send(100_000, 1, 99_999);
        intake.onComplete();

        assertThat(body(intake).join()).hasSize(200_000);
        assertThat(cutShort(intake)).isNotDone();
        assertThat(source.cancelled).isFalse();
        assertThat(reception.received()).isEqualTo(200_000);
    }

    @Test
    void the_reason_for_which_it_was_cancelled_stands() {
        BodyIntake intake = BodyIntake.upTo(10, subject, reception);
        Source source = new Source(intake);
        source.send(6, 6, 6);

        assertThat(source.cancelled).isTrue();
        assertThatThrownBy(() -> cutShort(intake).join())
                .hasRootCauseMessage("store key: more than the allowed 10 bytes came");
        assertThatThrownBy(() -> body(intake).join())
                .hasRootCauseMessage("store key: more than the allowed 10 bytes came");
    }

    @Test
    void of_what_is_only_looked_at_the_beginning_is_kept() {
        BodyIntake intake = BodyIntake.beginning(10, subject, reception);
        new Source(intake).send(6, 6);

        assertThat(cutShort(intake).join()).hasSize(10);
    }

    @Test
    void what_is_refused_is_not_begun() {
        BodyIntake intake = BodyIntake.nothing(subject.trouble(Kind.NO_RANGES, "whole"), subject, reception);
        Source source = new Source(intake);

        assertThat(source.cancelled).isTrue();
        assertThatThrownBy(() -> cutShort(intake).join()).hasRootCauseMessage("store key: whole");
    }
}
