package fairweather.miner.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.client.MinerJson;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
    private static final String EXPECTED = "5d39c977-611b-4b90-8b00-fbf14fc13730";
    private static final String OTHER = "8f8efe47-201e-414c-9a7a-f609e8707481";
    private static final String HASH = "ab".repeat(32);

    private static InitiateResult initiate(String json, JobIdPolicy policy) {
        return Replies.initiate(
                MinerJson.parseObject(json.getBytes(StandardCharsets.UTF_8)), new JobIdentity(EXPECTED, policy));
    }

    private static PollResult poll(String json) {
        return Replies.poll(MinerJson.parseObject(json.getBytes(StandardCharsets.UTF_8)), EXPECTED);
    }

    private static AccessClaim access(String json) {
        return Replies.access(MinerJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static FailureException failureOf(Supplier<?> reading) {
        try {
            Object result = reading.get();
            throw new AssertionError("expected a failure, got " + result);
        } catch (FailureException failure) {
            return failure;
        }
    }

    @Test
    void anAcceptedJobBearsItsIdentifier() {
        assertThat(initiate("{\"status\":\"fetch_accepted\",\"job_id\":\"" + EXPECTED + "\"}", JobIdPolicy.STRICT))
                .isEqualTo(new InitiateResult.Accepted(EXPECTED));
        assertThat(initiate(
                        "{\"status\":\"completed\",\"job_id\":\"" + EXPECTED.toUpperCase() + "\",\"more\":[1]}",
                        JobIdPolicy.STRICT))
                .isEqualTo(new InitiateResult.Ready(EXPECTED));
    }

    @Test
    void aForeignIdentifierIsRefusedStrictlyAndTakenWithAWarningOtherwise() {
        String json = "{\"status\":\"fetch_accepted\",\"job_id\":\"" + OTHER + "\"}";

        assertThat(failureOf(() -> initiate(json, JobIdPolicy.STRICT)).code()).isEqualTo(Code.PROTOCOL);
        assertThat(initiate(json, JobIdPolicy.WARN)).isEqualTo(new InitiateResult.Accepted(OTHER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":null}",
                "{\"status\":7}",
                "{\"status\":\"\"}",
                "{\"status\":\"fetch_accepted\"}",
                "{\"status\":\"fetch_accepted\",\"job_id\":null}",
                "{\"status\":\"fetch_accepted\",\"job_id\":5}",
                "{\"status\":\"fetch_accepted\",\"job_id\":\"../../etc\"}",
                "{\"status\":\"completed\"}",
                "{\"status\":\"maybe\",\"job_id\":\"5d39c977-611b-4b90-8b00-fbf14fc13730\"}"
            })
    void anInitiateAnswerThatCannotBeUnderstoodIsProtocol(String json) {
        for (JobIdPolicy policy : JobIdPolicy.values()) {
            assertThat(failureOf(() -> initiate(json, policy)).code()).isEqualTo(Code.PROTOCOL);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"fetch_rejected\"} | REJECTED_IDENTITY",
                "{\"status\":\"error\",\"message\":\"Hotkey verification failed: x\"} | REJECTED_IDENTITY",
                "{\"status\":\"error\",\"message\":\"no disk\"} | MINER_FAILED"
            })
    void aRefusalIsNamed(String json, Code code) {
        assertThat(failureOf(() -> initiate(json, JobIdPolicy.STRICT)).code()).isEqualTo(code);
    }

    @Test
    void aMinersRemarkIsCutAndCleaned() {
        String message = failureOf(() -> initiate(
                        "{\"status\":\"error\",\"message\":\"line\\nbreak \\u0007 password=hunter2 " + "x".repeat(2000)
                                + "\"}",
                        JobIdPolicy.STRICT))
                .failure()
                .message();

        assertThat(message)
                .startsWith("the miner reports an error: line break")
                .doesNotContain("hunter2", "\n", "\u0007")
                .hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void everyStatusWordOfAPollHasItsMeaning() {
        assertThat(poll("{\"status\":\"completed\"}")).isEqualTo(new PollResult.Done("completed"));
        assertThat(poll("{\"status\":\"in_progress\",\"progress\":41.7}"))
                .isEqualTo(new PollResult.Running("in_progress", OptionalInt.of(41)));
        assertThat(poll("{\"status\":\"processing\",\"progress\":1e99,\"job_id\":\"" + EXPECTED + "\"}"))
                .isEqualTo(new PollResult.Running("processing", OptionalInt.empty()));
        assertThat(poll("{\"status\":\"not_found\"}")).isEqualTo(new PollResult.UnknownJob("not_found"));
        assertThat(poll("{\"status\":\"dreaming\"}")).isEqualTo(new PollResult.UnknownWord("dreaming"));
        assertThat(poll("{\"status\":\"" + "w".repeat(300) + "\"}"))
                .isEqualTo(new PollResult.UnknownWord("w".repeat(64)));
        assertThat(failureOf(() -> poll("{\"status\":\"skipped_duplicate\"}")).code())
                .isEqualTo(Code.MINER_FAILED);
    }

    @Test
    void anAnswerAboutAnotherJobIsProtocol() {
        assertThat(failureOf(() -> poll("{\"status\":\"completed\",\"job_id\":\"" + OTHER + "\"}"))
                        .code())
                .isEqualTo(Code.PROTOCOL);
    }

    private static String claim(String path, String hash, String token) {
        return "{\"status\":\"completed\",\"zarr_store_url\":" + path + ",\"verification_hash\":" + hash
                + ",\"access_token\":" + token + "}";
    }

    @Test
    void aCompleteClaimIsReadAndItsTokenStaysHidden() {
        AccessClaim claim = access(claim("\"/forecasts/a.zarr/\"", "\"" + HASH.toUpperCase() + "\"", "\"se.cr.et\""));

        assertThat(claim).isEqualTo(new AccessClaim(new StorePath("/forecasts/a.zarr"), HASH, "se.cr.et"));
        assertThat(claim.toString()).doesNotContain("se.cr.et");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"http://evil/forecasts/a.zarr\"",
                "\"//evil/forecasts/a.zarr\"",
                "\"/forecasts/../a.zarr\"",
                "\"/forecasts/a%2e.zarr\"",
                "\"/forecasts/a.zarr?x\"",
                "\"/forecasts/a\\\\b.zarr\"",
                "\"/forecasts/a\\n.zarr\"",
                "\"/other/a.zarr\""
            })
    void anOutlandishPathIsProtocol(String path) {
        assertThat(failureOf(() -> access(claim(path, "\"" + HASH + "\"", "\"t\"")))
                        .code())
                .isEqualTo(Code.PROTOCOL);
    }

    @Test
    void aClaimThatLacksSomethingIsProtocol() {
        String path = "\"/forecasts/a.zarr\"";
        String hash = "\"" + HASH + "\"";
        assertThat(failureOf(() -> access(claim(path, "\"12\"", "\"t\""))).code())
                .isEqualTo(Code.PROTOCOL);
        assertThat(failureOf(() -> access(claim(path, "null", "\"t\""))).code()).isEqualTo(Code.PROTOCOL);
        assertThat(failureOf(() -> access(claim(path, hash, "null"))).code()).isEqualTo(Code.PROTOCOL);
        assertThat(failureOf(() -> access(claim(path, hash, "\"a\\r\\nX: y\""))).code())
                .isEqualTo(Code.PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource({
        "processing, NOT_READY",
        "running, NOT_READY",
        "not_found, JOB_UNKNOWN",
        "error, MINER_FAILED",
        "who_knows, PROTOCOL"
    })
    void aClaimThatIsNotCompleteIsNamed(String status, Code code) {
        assertThat(failureOf(() -> access("{\"status\":\"" + status + "\"}")).code())
                .isEqualTo(code);
    }

    @Test
    void aChangedClaimIsAnIntegrityFault() {
        AccessClaim claim = new AccessClaim(new StorePath("/forecasts/a.zarr"), HASH, "t");

        claim.requireSame(new StorePath("/forecasts/a.zarr"), HASH);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> claim.requireSame(new StorePath("/forecasts/b.zarr"), HASH))
                .matches(failure -> failure.code() == Code.INTEGRITY_CHANGED_CLAIM);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> claim.requireSame(new StorePath("/forecasts/a.zarr"), "cd".repeat(32)))
                .matches(failure -> failure.code() == Code.INTEGRITY_CHANGED_CLAIM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{} x", "{\"a\":1,\"a\":2}", "<html>", "{\"a\":NaN}"})
    void whatIsNotOneJsonObjectIsProtocol(String text) {
        assertThat(failureOf(() -> MinerJson.parseObject(text.getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo(Code.PROTOCOL);
    }

    @Test
    void nestingBeyondSixteenIsProtocol() {
        String fifteen = "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}";
        String sixteen = "{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}";

        assertThat(MinerJson.parseObject(fifteen.getBytes(StandardCharsets.UTF_8))
                        .has("a"))
                .isTrue();
        assertThat(failureOf(() -> MinerJson.parseObject(sixteen.getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo(Code.PROTOCOL);
    }
}
