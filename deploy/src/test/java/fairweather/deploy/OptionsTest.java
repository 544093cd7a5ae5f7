package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.deploy.api.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void the_defaults_are_24_miners_with_troublemakers_no_kill_free_ports_and_170_seconds() {
        DemonstrationOptions options = DemonstrationOptions.at(Path.of("/project"));
        assertThat(options).isEqualTo(new DemonstrationOptions(Path.of("/project"), 24, true, List.of(), 0));
        assertThat(options.limit()).isEqualTo(Duration.ofSeconds(170));
        assertThat(options.withMiners(256).limit()).isEqualTo(Duration.ofSeconds(170 + 3 * 232));
        assertThat(options.withoutTroublemakers().troublemakers()).isFalse();
        assertThatThrownBy(() -> options.withMiners(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_kill_is_read_by_short_or_module_name() {
        assertThat(Kill.parse("scoring@era5")).isEqualTo(new Kill(Service.SCORING, Stage.ERA5));
        assertThat(Kill.parse("miner-gateway-service@Verify")).isEqualTo(new Kill(Service.GATEWAY, Stage.VERIFY));
        for (String wrong : List.of("", "scoring", "@era5", "scoring@", "scoring@era5@day1", "bank@era5")) {
            assertThatThrownBy(() -> Kill.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the stages query, verify, day1 and era5");
        }
    }

    @Test
    void a_stage_is_reached_with_the_first_miner_that_reached_it() {
        assertThat(Stage.QUERY.reached(run(0, 0, 0, 0))).isFalse();
        assertThat(Stage.QUERY.reached(run(1, 0, 0, 0))).isTrue();
        assertThat(Stage.VERIFY.reached(run(9, 0, 0, 0))).isFalse();
        assertThat(Stage.VERIFY.reached(run(9, 1, 0, 0))).isTrue();
        assertThat(Stage.DAY1.reached(run(9, 9, 0, 0))).isFalse();
        assertThat(Stage.DAY1.reached(run(9, 9, 1, 0))).isTrue();
        assertThat(Stage.ERA5.reached(run(9, 9, 9, 0))).isFalse();
        assertThat(Stage.ERA5.reached(run(9, 9, 9, 1))).isTrue();
    }

    private static RunView run(int queried, int verified, int day1, int leads) {
        RunView.Progress progress = new RunView.Progress(9, queried, queried, verified, day1, 0, 90, leads);
        return new RunView(1, "demo", "c", "scoring_era5", null, null, null, null, progress, List.of(), null);
    }
}
