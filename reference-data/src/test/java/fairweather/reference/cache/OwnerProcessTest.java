package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.reference.cache.OwnerProcess.Life;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnerProcessTest {
    private final OwnerProcess here = OwnerProcess.current();

    @Test
    void a_process_is_known_again_by_its_text() {
        assertThat(here.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(OwnerProcess.parse(here.text())).contains(here);
        assertThat(OwnerProcess.parse("1-2-../../x")).isEmpty();
        assertThat(OwnerProcess.parse("")).isEmpty();
    }

    @Test
    void only_a_process_of_the_same_boot_and_container_is_known_to_live_or_to_be_dead() throws Exception {
        assumeTrue(!here.machine().equals(OwnerProcess.NOWHERE), "skipped: this system has no /proc");
        Process child = new ProcessBuilder("cat").start();
        OwnerProcess running = new OwnerProcess(child.pid(), startOf(child), here.machine());
        assertThat(here.judge(here)).isEqualTo(Life.ALIVE);
        assertThat(here.judge(running)).isEqualTo(Life.ALIVE);
        child.getOutputStream().close();
        child.waitFor();
        assertThat(here.judge(running)).isEqualTo(Life.DEAD);
        assertThat(here.judge(new OwnerProcess(child.pid(), 1, "elsewhere"))).isEqualTo(Life.UNKNOWN);
        assertThat(new OwnerProcess(1, 0, OwnerProcess.NOWHERE).judge(running)).isEqualTo(Life.UNKNOWN);
    }

    private static long startOf(Process process) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }
}
