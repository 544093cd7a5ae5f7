package fairweather.check.evidence;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Ss58;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a directory is the store that a miner committed to. */
@Command(
        name = "verify-store",
        mixinStandardHelpOptions = true,
        description = "Says whether a directory is the store that a miner committed to.",
        footer = {"", "Exit codes: 0 it is, 1 it is not, 2 wrong usage or nothing that can be read."})
public final class VerifyStoreCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int DIFFERS = 1;
    private static final int UNREADABLE = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", required = true, paramLabel = "X", description = "the directory with manifest.json")
    private Path directory;

    @Option(names = "--hotkey", required = true, paramLabel = "H", description = "the miner's address")
    private String hotkey;

    @Option(
            names = "--hash",
            required = true,
            paramLabel = "Y",
            description = "SHA-256 of manifest.json, as it was frozen or claimed")
    private String hash;

    @Option(
            names = "--scheme",
            paramLabel = "S",
            defaultValue = "ed25519",
            description = "of the signature (default: ${DEFAULT-VALUE})")
    private String scheme;

    @Override
    public Integer call() {
        SignatureScheme signatures = KeyScheme.find(scheme)
                .map(KeyScheme::signatures)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--scheme " + scheme + " is not known"));
        if (!Ss58.isValid(hotkey)) {
            throw new ParameterException(spec.commandLine(), "--hotkey is no address");
        }
        if (!Sha256.isHex(hash.toLowerCase(Locale.ROOT))) {
            throw new ParameterException(spec.commandLine(), "--hash has 64 hexadecimal digits");
        }
        try {
            StoreCheck check = new StoreCheck(new ManifestVerifier(signatures, Caps.DEFAULT));
            return tell(check.check(directory, hotkey, hash));
        } catch (FailureException refused) {
            out().println("the manifest does not bind " + hotkey + ": "
                    + refused.failure().message());
            out().flush();
            return DIFFERS;
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("cannot be read: " + unreadable.getMessage());
            return UNREADABLE;
        }
    }

    private int tell(StoreCheck.Result result) {
        List<StoreProblem> problems = result.problems();
        out().println("manifest.json has the hash " + result.manifest().contentHash());
        out().println("manifest.json is signed by " + hotkey);
        out().println("manifest.json lists " + result.manifest().fileCount() + " files");
        problems.stream().limit(SHOWN).forEach(problem -> out().println("  " + problem));
        if (problems.size() > SHOWN) {
            out().println("  and " + (problems.size() - SHOWN) + " more");
        }
        out().println(
                        problems.isEmpty()
                                ? "The directory is what the miner committed to."
                                : "The directory is not what the miner committed to: " + counts(problems) + ".");
        out().flush();
        return problems.isEmpty() ? 0 : DIFFERS;
    }

    private static String counts(List<StoreProblem> problems) {
        Map<StoreProblem.Kind, Long> counts = problems.stream()
                .collect(Collectors.groupingBy(StoreProblem::kind, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().words())
                .collect(Collectors.joining(", "));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
