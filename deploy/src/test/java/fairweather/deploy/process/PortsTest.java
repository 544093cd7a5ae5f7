package fairweather.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void ports_are_distinct_free_and_below_those_of_outgoing_connections() throws Exception {
        Ports ports = new Ports(ProcessHandle.current().pid());
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            int port = ports.free();
            assertThat(port).isBetween(20_000, 31_999);
            assertThat(found.add(port)).isTrue();
        }
    }

    @Test
    void a_port_on_which_somebody_listens_is_passed_over() throws Exception {
        int next = new Ports(5).free();
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            assertThat(new Ports(5).free()).isNotEqualTo(next);
        }
        assertThat(Ports.isFree(next)).isTrue();
    }
}
