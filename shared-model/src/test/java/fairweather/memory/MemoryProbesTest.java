package fairweather.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryProbesTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private MemoryProbe.Reading group() {
        return new CgroupProbe(root, () -> 0).read().orElseThrow();
    }

    @Test
    void a_group_of_version_2_tells_its_limit_and_its_use_without_pages_of_files() throws IOException {
        write("proc/self/cgroup", "0::/pod/scoring\n");
        write("sys/fs/cgroup/pod/scoring/memory.max", "1048576\n");
        write("sys/fs/cgroup/pod/scoring/memory.current", "600000\n");
        write("sys/fs/cgroup/pod/scoring/memory.stat", "anon 5\ninactive_file 100000\nactive_file 200000\n");
        assertThat(group().limit()).isEqualTo(MIB);
        assertThat(group().used()).isEqualTo(300_000);
    }

    @Test
    void a_group_above_with_less_room_decides() throws IOException {
        write("proc/self/cgroup", "0::/pod/scoring\n");
        write("sys/fs/cgroup/pod/scoring/memory.max", "max\n");
        write("sys/fs/cgroup/pod/scoring/memory.current", "600\n");
        write("sys/fs/cgroup/pod/memory.max", "5000\n");
        write("sys/fs/cgroup/pod/memory.current", "4500\n");
        write("sys/fs/cgroup/memory.max", "4000\n");
        write("sys/fs/cgroup/memory.current", "1000\n");
        assertThat(group().limit()).isEqualTo(5000);
        assertThat(group().used()).isEqualTo(4500);
    }

    @Test
    void a_process_that_sees_its_own_group_as_the_root_reads_it_there() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "4000\n");
        write("sys/fs/cgroup/memory.current", "1000\n");
        assertThat(group().limit()).isEqualTo(4000);
    }

    @Test
    void a_group_of_version_1_is_read_among_other_controllers_and_without_a_directory_of_its_own() throws IOException {
        write("proc/self/cgroup", "9:name=systemd:/\n5:cpu,memory:/elsewhere/on/the/host\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "3000\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "2000\n");
        write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 500\ntotal_active_file 250\n");
        assertThat(group().limit()).isEqualTo(3000);
        assertThat(group().used()).isEqualTo(1250);
    }

    @Test
    void a_group_without_a_limit_tells_none() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "2000\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(new CgroupProbe(root, () -> 0).read()).isEmpty();
    }

    @Test
    void files_that_are_absent_or_no_numbers_tell_nothing() throws IOException {
        assertThat(new CgroupProbe(root, () -> 0).read()).isEmpty();
        assertThat(new MachineProbe(root, () -> 0).read()).isEmpty();
        write("proc/self/cgroup", "0::/a\nnonsense\n");
        write("sys/fs/cgroup/a/memory.max", "many\n");
        write("sys/fs/cgroup/a/memory.current", "\n\n");
        write("proc/meminfo", "MemTotal: lots kB\n");
        assertThat(new CgroupProbe(root, () -> 0).read()).isEmpty();
        assertThat(new MachineProbe(root, () -> 0).read()).isEmpty();
    }

    @Test
    void what_the_machine_has_not_available_is_in_use() throws IOException {
        write("proc/meminfo", "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    400 kB\n");
        MemoryProbe.Reading reading = new MachineProbe(root, () -> 24).read().orElseThrow();
        assertThat(reading.limit()).isEqualTo(1000 * 1024);
        assertThat(reading.used()).isEqualTo(600 * 1024 + 24);
    }

    @Test
    void the_heap_tells_what_the_last_collection_left() {
        HeapProbe heap = new HeapProbe();
        System.gc();
        MemoryProbe.Reading before = heap.read().orElseThrow();
        byte[] garbage = new byte[(int) (20 * MIB)];
        assertThat(garbage).hasSize((int) (20 * MIB));
        assertThat(before.limit()).isGreaterThan(100 * MIB);
        assertThat(before.used()).isBetween(MIB, before.limit());
        assertThat(heap.idle()).isNotNegative();
        assertThat(heap.growth()).isBetween(0L, before.limit());
    }

    @Test
    void direct_buffers_are_limited_and_counted() {
        MemoryProbe probe = new OffHeapProbe();
        long before = probe.read().orElseThrow().used();
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) MIB);
        assertThat(probe.read().orElseThrow().used()).isGreaterThanOrEqualTo(before + buffer.capacity());
        assertThat(probe.read().orElseThrow().limit()).isGreaterThan(100 * MIB);
    }

    @Test
    void a_machine_that_tells_nothing_has_a_heap_all_the_same() {
        ProcessMemory memory = ProcessMemory.of(root, 0.1);
        assertThat(memory.heap().free()).isBetween(MIB, Runtime.getRuntime().maxMemory());
        assertThat(memory.beside().free()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void children_may_not_take_what_the_heap_may_still_become() throws IOException {
        write("proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 8388608 kB\n");
        ProcessMemory memory = ProcessMemory.of(root, 0);
        assertThat(memory.beside().free()).isLessThanOrEqualTo(8192 * MIB - new HeapProbe().growth());
    }
}
