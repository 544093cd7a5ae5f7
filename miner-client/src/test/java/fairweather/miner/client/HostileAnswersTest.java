package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile fleet found to be missing. */
@Timeout(30)
class HostileAnswersTest extends MinerHttpFixture {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "103 Early Hints"})
    void a_miner_that_announces_its_answer_for_ever_is_left_long_before_the_deadline(String interim)
            throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            while (true) {
                connection.say("HTTP/1.1 " + interim + "\r\n\r\n");
            }
        })) {
            assertThat(codeOf(ask(get(server.port(), PATIENT, false)))).isEqualTo(Code.PROTOCOL);
        }
    }

    @Test
    void a_few_announcements_are_nothing_wrong() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
            connection.answer(200, "{}");
        })) {
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("{}");
        }
    }

    @Test
    void a_connection_that_ends_within_the_head_has_broken_and_says_nothing_about_the_protocol() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nContent-Le");
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.UNREACHABLE);
        }
    }

    @Test
    void an_answer_compressed_in_transfer_is_refused_before_its_bytes_are_taken_for_content() throws IOException {
        try (RawServer server = new RawServer(
                saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))) {
            assertThat(codeOf(server)).isEqualTo(Code.PROTOCOL);
        }
    }

    /** Whoever goes on would have a body with a hole in it, which looks like another one than the miner's. */
    @Test
    void a_piece_that_we_cannot_keep_ends_the_reading_as_our_own_trouble() throws IOException {
        try (RawServer server = new RawServer(
                saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n2\r\n{}\r\n0\r\n\r\n"))) {
            AtomicInteger pieces = new AtomicInteger();
            CompletableFuture<Void> reading = http.open(get(server.port(), LIMIT, false))
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> answer.read(CAP, false, piece -> {
                                piece.release();
                                if (pieces.getAndIncrement() == 0) {
                                    throw new OutOfMemoryError("as the heap says it");
                                }
                            })
                            .toCompletionStage());

            assertThat(codeOf(reading)).isEqualTo(Code.VALIDATOR_INTERNAL);
            assertThat(pieces).hasValue(1);
        }
    }

    @Test
    void an_error_of_our_own_says_nothing_about_the_miner() {
        Error ours = new OutOfMemoryError("as the heap says it");

        assertThat(Troubles.whileTalking(new DecoderException(ours), "at once").code())
                .isEqualTo(Code.VALIDATOR_INTERNAL);
        assertThat(Troubles.whileTalking(ours, "at once").code()).isEqualTo(Code.VALIDATOR_INTERNAL);
    }

    @Test
    void an_object_of_more_members_than_any_answer_needs_is_refused() {
        assertThat(MinerJson.parseObject(members(4000)).size()).isEqualTo(4000);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> MinerJson.parseObject(members(60_000)))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(Code.PROTOCOL));
    }

    @Test
    void json_is_utf_8_and_nothing_else() {
        assertThat(MinerJson.parseObject("{\"x\": \"\u00e9\"}".getBytes(StandardCharsets.UTF_8))
                        .path("x")
                        .textValue())
                .isEqualTo("\u00e9");
        for (Charset other : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(() -> MinerJson.parseObject("{\"x\": \"\u00e9\"}".getBytes(other)))
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo(Code.PROTOCOL));
        }
    }

    private static byte[] members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"x" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
