package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/**
 * All that somebody needs to judge one finding.
 *
 * @param object null for a changed claim
 * @param claim null for a changed object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceRecord(
        String format,
        int version,
        Kind kind,
        String code,
        Instant noticedAt,
        Run run,
        Miner miner,
        Commitment commitment,
        ChangedObject object,
        ChangedClaim claim) {
    public static final String FORMAT = "fairweather-evidence";
    public static final int VERSION = 1;

    /** @param cycle T0 of the forecast */
    public record Run(String series, Instant cycle) {
        public Run {
            Objects.requireNonNull(series, "series");
            Objects.requireNonNull(cycle, "cycle");
        }
    }

    /** @param jobId under which the miner knows the forecast; null if it was never told */
    public record Miner(int uid, String hotkey, String jobId) {
        public Miner {
            Objects.requireNonNull(hotkey, "hotkey");
        }
    }

    public EvidenceRecord {
        if (!FORMAT.equals(format) || version != VERSION) {
            throw new IllegalArgumentException("this is no evidence record of version " + VERSION);
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(noticedAt, "noticedAt");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(miner, "miner");
        Objects.requireNonNull(commitment, "commitment");
        if ((object == null) == (claim == null)) {
            throw new IllegalArgumentException("a record is about an object or about a claim");
        }
    }

    public static EvidenceRecord of(
            Instant noticedAt, Run run, Miner miner, Commitment commitment, Finding finding) {
        return new EvidenceRecord(
                FORMAT,
                VERSION,
                finding.kind(),
                finding.kind().code().name(),
                noticedAt,
                run,
                miner,
                commitment,
                finding instanceof ChangedObject object ? object : null,
                finding instanceof ChangedClaim claim ? claim : null);
    }

    Finding finding() {
        return object == null ? claim : object;
    }
}
