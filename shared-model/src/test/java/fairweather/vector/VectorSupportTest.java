package fairweather.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VectorSupportTest {
    @Test
    void vectors_are_used_only_with_the_module_and_the_optimising_compiler() {
        assertThat(VectorSupport.decide("auto", true, true)).isTrue();
        assertThat(VectorSupport.decide("auto", true, false)).isFalse();
        assertThat(VectorSupport.decide("auto", false, true)).isFalse();
    }

    @Test
    void the_property_turns_them_off_or_does_without_the_compiler() {
        assertThat(VectorSupport.decide("off", true, true)).isFalse();
        assertThat(VectorSupport.decide("on", true, false)).isTrue();
    }

    @Test
    void insisting_without_the_module_is_an_error() {
        assertThatThrownBy(() -> VectorSupport.decide("on", false, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("fairweather.vector=on needs --add-modules jdk.incubator.vector");
    }

    @Test
    void an_unknown_wish_is_an_error() {
        assertThatThrownBy(() -> VectorSupport.decide("yes", true, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void this_jvm_has_no_module_and_runs_scalar() {
        assertThat(VectorSupport.available()).isFalse();
    }
}
