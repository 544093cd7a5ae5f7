package fairweather.check.evidence;

import fairweather.forecast.evidence.EvidenceVerifier;
import fairweather.forecast.evidence.Judgement;
import fairweather.forecast.evidence.Verdict;
import fairweather.forecast.key.Caps;
import fairweather.forecast.signature.KeyScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges an evidence record without asking anybody. */
@Command(
        name = "verify-evidence",
        mixinStandardHelpOptions = true,
        description = "Says what an evidence record proves, and what of it has to be believed.",
        footer = {"", "Exit codes: 0 proven or stated by the validator, 1 does not hold, 2 cannot be read."})
public final class VerifyEvidenceCommand implements Callable<Integer> {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int HOLDS_NOT = 1;
    private static final int UNREADABLE = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a record as the admin API exports it")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        byte[] document;
        try (InputStream stream = Files.newInputStream(file)) {
            document = stream.readNBytes(LARGEST + 1);
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("cannot read " + file + ": " + unreadable.getMessage());
            return UNREADABLE;
        }
        if (document.length > LARGEST) {
            spec.commandLine().getErr().println(file + " is larger than any record: " + LARGEST + " bytes");
            return UNREADABLE;
        }
        Judgement judgement = new EvidenceVerifier(
                        name -> KeyScheme.find(name).map(KeyScheme::signatures), Caps.DEFAULT)
                .judge(document);
        judgement.lines().forEach(out::println);
        out.println(judgement.verdict().words());
        out.flush();
        return judgement.verdict() == Verdict.DOES_NOT_HOLD ? HOLDS_NOT : 0;
    }
}
