package fairweather.simulator.protocol;

import static fairweather.simulator.protocol.AccessTokens.Verdict.FORBIDDEN;
import static fairweather.simulator.protocol.AccessTokens.Verdict.GRANTED;
import static fairweather.simulator.protocol.AccessTokens.Verdict.UNAUTHORISED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2018-10-06T18:00:00Z");

    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final AccessTokens tokens = new AccessTokens(clock);
    private final String bearer = "Bearer " + tokens.issue("job", "a.zarr", Duration.ofMinutes(120));

    @Test
    void aTokenOpensItsStoreAndAllBelowIt() {
        assertThat(tokens.check(bearer, "a.zarr")).isEqualTo(GRANTED);
        assertThat(tokens.check(bearer, "a.zarr/10u/0.0.0")).isEqualTo(GRANTED);
        assertThat(tokens.check(bearer, "a.zarr/.zmetadata")).isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b.zarr/10u/0.0.0",
                "a.zarrest/10u/0.0.0",
                "a.zarr/../b.zarr/10u/0.0.0",
                "a.zarr/./10u",
                "a.zarr//10u",
                "a.zarr/%2e%2e/b.zarr",
                "a.zarr/",
                ""
            })
    void aTokenOpensNothingElse(String path) {
        assertThat(tokens.check(bearer, path)).isEqualTo(FORBIDDEN);
    }

    @Test
    void withoutATokenNothingIsOpen() {
        assertThat(tokens.check(null, "a.zarr")).isEqualTo(UNAUTHORISED);
        assertThat(tokens.check("Basic abc", "a.zarr")).isEqualTo(UNAUTHORISED);
        assertThat(tokens.check("Bearer a.b", "a.zarr")).isEqualTo(UNAUTHORISED);
    }

    @Test
    void aTokenEndsAtItsTime() {
        now = NOW.plus(Duration.ofMinutes(120)).minusSeconds(1);
        assertThat(tokens.check(bearer, "a.zarr")).isEqualTo(GRANTED);
        now = now.plusSeconds(1);
        assertThat(tokens.check(bearer, "a.zarr")).isEqualTo(UNAUTHORISED);
    }

    @Test
    void aTokenOfAnotherMinerOrWithAChangedClaimOrAnotherAlgorithmIsNoToken() {
        String foreign = "Bearer " + new AccessTokens(clock).issue("job", "a.zarr", Duration.ofMinutes(120));
        assertThat(tokens.check(foreign, "a.zarr")).isEqualTo(UNAUTHORISED);
        String[] parts = bearer.split("\\.");
        String otherClaims = base64("{\"job_id\":\"job\",\"file_path\":\"b.zarr\",\"exp\":99999999999}");
        assertThat(tokens.check(parts[0] + "." + otherClaims + "." + parts[2], "b.zarr"))
                .isEqualTo(UNAUTHORISED);
        String none = "Bearer " + base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        assertThat(tokens.check(none + "." + parts[1] + ".", "a.zarr")).isEqualTo(UNAUTHORISED);
        assertThat(tokens.check(none + "." + parts[1] + "." + parts[2], "a.zarr"))
                .isEqualTo(UNAUTHORISED);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
