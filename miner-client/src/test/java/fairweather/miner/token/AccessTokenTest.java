package fairweather.miner.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final Instant NOW = Instant.parse("2018-10-06T18:00:00Z");

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    @Test
    void isReplacedAMinuteBeforeItsEnd() {
        long end = NOW.plusSeconds(600).getEpochSecond();
        AccessToken token = AccessToken.of(jwt("{\"exp\":" + end + "}"), NOW);

        assertThat(token.due(NOW.plusSeconds(539))).isFalse();
        assertThat(token.due(NOW.plusSeconds(540))).isTrue();
    }

    @Test
    void isNotBelievedForMoreThanTwoHours() {
        AccessToken token =
                AccessToken.of(jwt("{\"exp\":" + NOW.plus(Duration.ofDays(9)).getEpochSecond() + "}"), NOW);

        assertThat(token.replaceAt()).isEqualTo(NOW.plus(Duration.ofMinutes(119)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "a.!!!.c", "e30.e30.e30", "...", "e30.eyJleHAiOiJ4In0.c"})
    void livesFiveMinutesIfItDoesNotSay(String secret) {
        assertThat(AccessToken.of(secret, NOW).replaceAt()).isEqualTo(NOW.plus(Duration.ofMinutes(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "1099511627776", "-1099511627776", "1e400"})
    void survivesAnAbsurdEnd(String end) {
        assertThat(AccessToken.of(jwt("{\"exp\":" + end + "}"), NOW).replaceAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(4)));
    }

    @Test
    @Tag("P-41")
    void hidesItsText() {
        assertThat(AccessToken.of("very-secret", NOW).toString()).doesNotContain("very-secret");
    }

    @Test
    void isAskedForOnceHoweverManyNeedIt() {
        AccessTokens tokens = new AccessTokens(() -> NOW);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<UniEmitter<? super AccessToken>> miner = new AtomicReference<>();
        Uni<AccessToken> question = Uni.createFrom().emitter(emitter -> {
            asked.incrementAndGet();
            miner.set(emitter);
        });
        List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(tokens.get(7, () -> question).subscribeAsCompletionStage());
        }
        AccessToken token = AccessToken.of("t", NOW);
        miner.get().complete(token);

        assertThat(asked).hasValue(1);
        assertThat(waiting).allSatisfy(each -> assertThat(each).isCompletedWithValue(token));
        assertThat(tokens.get(7, () -> question).await().indefinitely()).isSameAs(token);
        assertThat(asked).hasValue(1);
    }

    @Test
    void isAskedForAgainAfterAFailureARefusalAndItsEnd() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        AccessTokens tokens = new AccessTokens(now::get);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tokens.get(1, () -> Uni.createFrom().failure(new IllegalStateException("no")))
                        .await()
                        .indefinitely());

        AccessToken first = AccessToken.of("first", NOW);
        AccessToken second = AccessToken.of("second", NOW);
        AccessToken third = AccessToken.of("third", NOW.plusSeconds(400));
        assertThat(next(tokens, first)).isSameAs(first);
        tokens.refused(1, first);
        assertThat(next(tokens, second)).isSameAs(second);
        tokens.refused(1, first);
        assertThat(next(tokens, third)).isSameAs(second);
        now.set(NOW.plusSeconds(241));
        assertThat(next(tokens, third)).isSameAs(third);
    }

    private static AccessToken next(AccessTokens tokens, AccessToken offered) {
        return tokens.get(1, () -> Uni.createFrom().item(offered)).await().indefinitely();
    }
}
