package fairweather.miner.probe;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.StatusException;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.settings.MinerSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the read-only phases with one miner ({@link Phase}). It blocks its thread and must not run on an event loop; each phase has the limit of the call it makes.
 */
public final class Probe {
    /** What a probe works with: the same parts as every other call to a miner. */
    public record Tools(
            Vertx vertx,
            DestinationResolver resolver,
            MinerHttp http,
            MinerCalls calls,
            SignatureScheme scheme,
            MinerSettings settings,
            InstantSource clock) {}

    /**
     * What a phase came to.
     *
     * @param fault what is wrong although the phase came to its end
     * @param goesOn whether the next phase has what it needs
     */
    record Finding(List<String> said, Long bytes, Optional<Failure> fault, boolean goesOn) {
        static Finding of(String... said) {
            return new Finding(List.of(said), null, Optional.empty(), true);
        }

        Finding bytes(long count) {
            return new Finding(said, count, fault, goesOn);
        }
    }

    private record Taken(PhaseReport report, boolean goesOn) {}

    /** One phase's work; throws what goes wrong. */
    interface Step {
        Finding take();
    }

    record PlannedStep(Phase phase, Step step) {}

    private final Tools tools;
    private final String asker;

    /** @param asker our own address */
    public Probe(Tools tools, String asker) {
        this.tools = tools;
        this.asker = asker;
    }

    /** Never fails: what goes wrong is in the report. */
    public ProbeReport run(AskedMiner miner) {
        List<PhaseReport> reports = new ArrayList<>();
        boolean going = true;
        for (PlannedStep planned : new ProbeSteps(tools, miner).inOrder()) {
            Taken taken = going ? take(planned) : new Taken(PhaseReport.notReached(planned.phase()), false);
            reports.add(taken.report());
            going = taken.goesOn();
        }
        return new ProbeReport(miner.hotkey(), miner.initTime(), asker, reports);
    }

    private static Taken take(PlannedStep planned) {
        long start = System.nanoTime();
        try {
            Finding finding = planned.step().take();
            return new Taken(report(planned.phase(), start, finding), finding.goesOn());
        } catch (FailureException trouble) {
            return failed(planned.phase(), start, trouble.failure());
        } catch (StatusException answered) {
            return failed(planned.phase(), start, answered.failure());
        } catch (RuntimeException unexpected) {
            return failed(
                    planned.phase(),
                    start,
                    Failure.of(Code.VALIDATOR_INTERNAL, "the probe itself failed: " + unexpected));
        }
    }

    private static PhaseReport report(Phase phase, long start, Finding finding) {
        return new PhaseReport(
                phase,
                finding.fault().isEmpty() ? Verdict.GOOD : Verdict.FAILED,
                since(start),
                finding.bytes(),
                finding.said(),
                finding.fault().map(fault -> fault.code().name()).orElse(null),
                finding.fault().map(fault -> Advice.on(fault.code())).orElse(null));
    }

    private static Taken failed(Phase phase, long start, Failure failure) {
        Verdict verdict = failure.code() == Code.NOT_READY ? Verdict.WAITING : Verdict.FAILED;
        PhaseReport report = new PhaseReport(
                phase,
                verdict,
                since(start),
                null,
                List.of(failure.message()),
                failure.code().name(),
                Advice.on(failure.code()));
        return new Taken(report, false);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
