package fairweather.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import fairweather.bench.Aim;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GatewayBenchTest {
    private static final Load LOAD = new Load(false, Load.StoreFile.SMALL, 4);

    @Test
    void given_no_nginx_when_it_is_run_then_it_says_what_to_install() {
        StringWriter errors = new StringWriter();
        int status = new CommandLine(new GatewayBench())
                .setErr(new PrintWriter(errors))
                .execute("--nginx", "/nowhere/nginx");

        assertThat(status).isEqualTo(1);
        assertThat(errors.toString()).contains("/nowhere/nginx", "nginx-light");
    }

    @Test
    void given_rounds_when_the_aims_are_judged_then_ratios_are_taken_round_by_round() {
        Figures figures = new Figures();
        for (double drift : new double[] {1, 4, 2}) {
            figures.add(LOAD, Way.NGINX, new Transfer(drift, 0.3));
            figures.add(LOAD, Way.GATEWAY, new Transfer(0.5 * drift, 0.6));
        }
        figures.talkingBytes().add(399e6);

        assertThat(figures.aims())
                .extracting(Aim::reached, Aim::met)
                .containsExactly(tuple("0.50 (0.50–0.50)", false), tuple("399 (399–399) MB", true));
        assertThat(figures.tables().getFirst().markdown()).contains("| HTTP, 4 MB, 4 at once | – | 2.00 (1.00–4.00) |");
    }

    @Test
    void given_times_of_requests_when_they_are_summed_up_then_the_high_one_is_what_99_of_100_took_at_most() {
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (100 - i) * 1_000_000L;
        }
        Conversations held = Conversations.of(nanos, 2_000_000_000L);

        assertThat(List.of(held.requestsASecond(), held.median(), held.high()))
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1)
                .containsExactly(50.0, 51.0, 99.0);
    }
}
