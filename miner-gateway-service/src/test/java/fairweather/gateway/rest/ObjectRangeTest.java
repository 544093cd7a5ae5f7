package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class ObjectRangeTest {
    private static final String KEY = "10u/0.0.0";
    private static final String PATH = FakeMiner.STORE + "/" + KEY;
    private static final int LENGTH = FakeMiner.CHUNK.length;

    private FakeMiner miner;
    private Rows.Response response;

    @BeforeEach
    void startMiner() {
        miner = new FakeMiner();
        response = miner.seeded();
        miner.frozen();
    }

    @AfterEach
    void stopMiner() {
        miner.close();
    }

    private Response ask(String range) {
        return Gateway.caller()
                .header("Range", range)
                .get("/internal/v1/responses/" + response.id() + "/objects/" + KEY);
    }

    private static String code(Response reply) {
        return reply.then().contentType("application/problem+json").extract().path("code");
    }

    @ParameterizedTest
    @CsvSource({"bytes=7-11, 7, 11", "bytes=199990-, 199990, 199999", "bytes=-4, 199996, 199999"})
    void given_a_range_when_the_miner_knows_ranges_then_that_part_is_passed_on(String range, int first, int last) {
        Response reply = ask(range);

        assertThat(reply.statusCode()).isEqualTo(206);
        assertThat(reply.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + LENGTH);
        assertThat(reply.header("Content-Length")).isEqualTo(Integer.toString(last - first + 1));
        assertThat(reply.asByteArray()).isEqualTo(Arrays.copyOfRange(FakeMiner.CHUNK, first, last + 1));
        assertThat(miner.requests().getLast().headers()).containsEntry("range", range);
    }

    @Test
    void given_a_range_when_the_miner_sends_the_whole_then_the_whole_is_passed_on() {
        miner.script(PATH, request -> request.response().end(Buffer.buffer(FakeMiner.CHUNK)));
        Response reply = ask("bytes=0-9");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.asByteArray()).isEqualTo(FakeMiner.CHUNK);
    }

    @Test
    void given_a_range_beyond_the_end_when_the_miner_says_so_then_the_caller_is_told() {
        Response reply = ask("bytes=200000-");

        assertThat(reply.statusCode()).isEqualTo(416);
        assertThat(code(reply)).isEqualTo("HTTP_4XX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=9-8", "bytes=-0", "lines=1-2"})
    void given_what_is_not_one_range_when_it_is_asked_for_then_no_miner_is_asked(String range) {
        Response reply = ask(range);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(code(reply)).isEqualTo("VALIDATOR_INTERNAL");
        assertThat(miner.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "bytes 1-10/200000 | application/octet-stream | 10",
                "bytes 0-8/200000 | application/octet-stream | 9",
                "bytes 0-9/200000 | application/octet-stream | 11",
                "bytes 0-9/200000 | multipart/byteranges; boundary=x | 10",
                "bytes 0-9/* | application/octet-stream | 10",
                "nonsense | application/octet-stream | 10",
            },
            delimiter = '|')
    void given_a_part_that_was_not_asked_for_when_it_comes_then_it_is_protocol(String part, String type, int length) {
        miner.script(
                PATH,
                request -> request.response()
                        .setStatusCode(206)
                        .putHeader("Content-Range", part)
                        .putHeader("Content-Type", type)
                        .end(Buffer.buffer(new byte[length])));
        Response reply = ask("bytes=0-9");

        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(code(reply)).isEqualTo("PROTOCOL");
    }

    @Test
    void given_a_part_of_an_object_beyond_its_cap_when_it_comes_then_it_is_oversize() {
        miner.script(
                PATH,
                request -> request.response()
                        .setStatusCode(206)
                        .putHeader("Content-Range", "bytes 0-9/" + ((128L << 20) + 1))
                        .end(Buffer.buffer(new byte[10])));

        assertThat(code(ask("bytes=0-9"))).isEqualTo("OVERSIZE");
    }

    @Test
    void given_no_range_when_the_miner_sends_a_part_then_it_is_protocol() {
        miner.script(
                PATH,
                request -> request.response()
                        .setStatusCode(206)
                        .putHeader("Content-Range", "bytes 0-9/200000")
                        .end(Buffer.buffer(new byte[10])));

        assertThat(code(Gateway.object(response, KEY))).isEqualTo("PROTOCOL");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11})
    void given_a_part_of_unannounced_length_when_it_is_not_as_long_as_it_says_then_it_breaks_off(int length) {
        miner.script(PATH, request -> {
            HttpServerResponse answer = request.response().setStatusCode(206).setChunked(true);
            answer.putHeader("Content-Range", "bytes 0-9/200000").write(Buffer.buffer(new byte[5]));
            answer.end(Buffer.buffer(new byte[length - 5]));
        });

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> ask("bytes=0-9").asByteArray());
    }
}
