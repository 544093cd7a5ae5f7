package fairweather.miner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DestinationResolverTest {
    private static final PostedAddress POSTED = PostedAddress.of("miner.example.org", 8091);

    private final Vertx vertx = Vertx.vertx();
    private final Deque<String> meanings = new ArrayDeque<>();
    private final DestinationResolver resolver =
            new DestinationResolver(vertx, new EgressGuard(List.of(), Set.of(), own -> false), name -> {
                if (meanings.isEmpty()) {
                    throw new UnknownHostException(name);
                }
                return InetAddress.ofLiteral(meanings.remove());
            });

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_name_that_changes_between_check_and_use_is_used_as_it_was_checked() {
        meanings.addAll(List.of("93.184.216.34", "169.254.169.254"));

        Destination destination = resolver.resolve(POSTED).await().indefinitely();

        assertThat(destination.address().getHostAddress()).isEqualTo("93.184.216.34");
        assertThat(destination.host()).isEqualTo("miner.example.org");
        assertThat(meanings).as("the name was looked up once").containsExactly("169.254.169.254");
    }

    @Test
    void each_call_looks_again_so_that_a_changed_name_is_refused_at_the_next() {
        meanings.addAll(List.of("93.184.216.34", "169.254.169.254"));
        resolver.resolve(POSTED).await().indefinitely();

        assertThat(codeOf()).isEqualTo(Code.BLOCKED_ADDRESS);
    }

    @Test
    void an_ipv4_address_in_ipv6_clothes_is_judged_as_what_it_is() {
        meanings.add("::ffff:10.0.0.1");

        assertThat(codeOf()).isEqualTo(Code.BLOCKED_ADDRESS);
    }

    @Test
    void a_name_that_means_nothing_is_unreachable() {
        assertThat(codeOf()).isEqualTo(Code.UNREACHABLE);
    }

    private Code codeOf() {
        Code[] code = new Code[1];
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> resolver.resolve(POSTED).await().indefinitely())
                .satisfies(failure -> code[0] = failure.code());
        return code[0];
    }
}
