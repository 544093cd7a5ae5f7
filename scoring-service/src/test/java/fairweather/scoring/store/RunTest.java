package fairweather.scoring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.run.RunConfig;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Subjects;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunTest {

    @Test
    void every_weight_rule_can_be_configured_and_no_other() {
        assertThat(Arrays.stream(WeightRule.values()).map(WeightRule::word))
                .containsExactlyElementsOf(RunConfig.WEIGHT_RULES);
        for (WeightRule rule : WeightRule.values()) {
            Run run = Subjects.subject(new JsonObject().put("weight_rule", rule.word()))
                    .run();
            assertThat(run.weightRule()).isEqualTo(rule);
        }
    }

    @Test
    void scores_of_another_version_are_not_made() {
        new Run(1, Archive.START, Subjects.config(), 1, null).requireOurRules();
        assertThatThrownBy(() -> new Run(1, Archive.START, Subjects.config(), 2, null).requireOurRules())
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("wants scores of version 2");
    }
}
