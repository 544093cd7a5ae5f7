package fairweather.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "not_found, NOT_POSTED JOB_UNKNOWN",
        "connection, UNREACHABLE TLS",
        "timeout, TIMEOUT_CONNECT TIMEOUT_READ TIMEOUT_TOTAL POLL_BUDGET",
        "handshake_failed, HANDSHAKE",
        "rate_limited, RATE_LIMITED",
        "http_5xx, HTTP_5XX",
        "http_4xx, HTTP_401_403 HTTP_4XX",
        "rejected, REJECTED_IDENTITY",
        "inference_error, MINER_FAILED",
        "invalid_response, PROTOCOL OVERSIZE BLOCKED_ADDRESS CONTENT_LAYOUT CONTENT_VALUES",
        "verification_failed, INTEGRITY_MANIFEST_HASH INTEGRITY_SIGNER INTEGRITY_SIGNATURE INTEGRITY_FORMAT "
                + "INTEGRITY_CHUNK_HASH INTEGRITY_CHUNK_UNLISTED INTEGRITY_CHUNK_MISSING INTEGRITY_CHANGED_CLAIM LATE",
        "data_not_ready, NOT_READY REFERENCE_NOT_READY",
        "deregistered, DEREGISTERED",
        "truth_unavailable, TRUTH_UNAVAILABLE",
        "isolation_violation, ISOLATION",
        "out_of_memory, OUT_OF_MEMORY",
        "lease_expired, LEASE_EXPIRED",
        "db_error, DATABASE",
        "internal, JOB_DEADLINE VALIDATOR_INTERNAL"
    })
    @Tag("P-29")
    void every_code_has_the_category_that_is_settled_for_it(String category, String codes) {
        List<Code> ofCategory = Arrays.stream(Code.values())
                .filter(code -> code.category().word().equals(category))
                .toList();

        assertThat(ofCategory).extracting(Code::name).containsExactlyInAnyOrder(codes.split(" "));
    }

    @Test
    void only_what_is_ours_or_nobodys_is_blameless() {
        assertThat(Arrays.stream(Code.values()).filter(Code::blameless))
                .containsExactlyInAnyOrder(
                        Code.DEREGISTERED,
                        Code.TRUTH_UNAVAILABLE,
                        Code.REFERENCE_NOT_READY,
                        Code.OUT_OF_MEMORY,
                        Code.LEASE_EXPIRED,
                        Code.JOB_DEADLINE,
                        Code.DATABASE,
                        Code.VALIDATOR_INTERNAL);
    }
}
