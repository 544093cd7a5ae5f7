package fairweather.check.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.check.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyStoreCommandTest {
    private final FrozenStore store = FrozenStore.ordinary();

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void aStoreAsItWasFrozen() {
        store.writtenTo(directory);
    }

    private Run verified() {
        return verified(directory, store.miner().address(), store.hash());
    }

    private static Run verified(Path directory, String hotkey, String hash) {
        return Run.of("verify-store", "--dir", directory.toString(), "--hotkey", hotkey, "--hash", hash);
    }

    @Test
    void a_store_as_it_was_frozen_is_what_the_miner_committed_to() {
        Run run = verified();

        assertThat(run.code()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "manifest.json has the hash " + store.hash(),
                        "manifest.json is signed by " + store.miner().address(),
                        "manifest.json lists 2 files",
                        "The directory is what the miner committed to.");
    }

    @Test
    void changed_missing_and_unlisted_files_are_named_and_counted() throws IOException {
        FrozenStore.write(directory, FrozenStore.CHUNK.value(), new byte[99_999]);
        Files.delete(directory.resolve(".zmetadata"));
        FrozenStore.write(directory, "10u/9.9.9", new byte[1]);

        Run run = verified();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines())
                .contains("  wrong hash: 10u/0.0.0", "  missing: .zmetadata", "  not listed: 10u/9.9.9")
                .endsWith("The directory is not what the miner committed to: 1 wrong hash, 1 missing, 1 not listed.");
    }

    @Test
    void of_many_problems_twenty_are_shown() {
        IntStream.range(0, 30).forEach(i -> FrozenStore.write(directory, "10u/9.9." + i, new byte[1]));

        Run run = verified();

        assertThat(run.lines())
                .filteredOn(line -> line.startsWith("  not listed"))
                .hasSize(20);
        assertThat(run.lines()).contains("  and 10 more").anyMatch(line -> line.endsWith(": 30 not listed."));
    }

    @Test
    void a_link_is_not_followed_even_to_the_right_bytes() throws IOException {
        Path chunk = directory.resolve(FrozenStore.CHUNK.value());
        Path outside = elsewhere.resolve("chunk");
        Files.move(chunk, outside);
        Files.createSymbolicLink(chunk, outside);
        Files.createSymbolicLink(directory.resolve("loop"), directory);

        Run run = verified();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "  a link, which is not followed: 10u/0.0.0",
                        "  a link, which is not followed: loop",
                        "  missing: 10u/0.0.0");
    }

    @Test
    void a_manifest_that_is_a_link_is_not_read() throws IOException {
        Path outside = elsewhere.resolve("manifest.json");
        Files.move(directory.resolve("manifest.json"), outside);
        Files.createSymbolicLink(directory.resolve("manifest.json"), outside);

        Run run = verified();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no file manifest.json");
    }

    @Test
    void names_that_differ_in_case_only_and_names_that_no_key_may_have_are_told() {
        FrozenStore.write(directory, "10U/0.0.0", new byte[1]);
        FrozenStore.write(directory, "10u/a\u001b[31m b", new byte[1]);

        Run run = verified();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines())
                .anyMatch(line -> line.startsWith("  differs from another name in case only: 10"))
                .contains("  a name that no object may have: 10u/a?[31m b");
    }

    @Test
    void a_manifest_with_another_hash_or_of_another_signer_binds_nobody() {
        assertThat(verified(directory, store.miner().address(), "00".repeat(32)).lines())
                .containsExactly("the manifest does not bind " + store.miner().address()
                        + ": manifest.json does not have the hash that the miner claimed");
        FrozenStore.write(directory, "manifest.sig", new byte[64]);
        assertThat(verified().code()).isEqualTo(1);
        FrozenStore.write(directory, "manifest.sig", new byte[100_000]);
        assertThat(verified().code()).isEqualTo(2);
    }

    @Test
    void what_makes_no_sense_is_wrong_usage() {
        assertThat(verified(elsewhere.resolve("nowhere"), store.miner().address(), store.hash())
                        .code())
                .isEqualTo(2);
        assertThat(verified(directory, "nobody", store.hash()).err()).contains("--hotkey is no address");
        assertThat(verified(directory, store.miner().address(), "12").err()).contains("--hash has 64");
        assertThat(Run.of(
                                "verify-store",
                                "--dir",
                                ".",
                                "--hotkey",
                                store.miner().address(),
                                "--hash",
                                store.hash(),
                                "--scheme",
                                "none")
                        .code())
                .isEqualTo(2);
    }
}
