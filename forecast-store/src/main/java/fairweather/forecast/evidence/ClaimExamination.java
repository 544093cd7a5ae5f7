package fairweather.forecast.evidence;

import fairweather.forecast.evidence.SignedStore.Times;
import fairweather.forecast.key.Caps;
import fairweather.forecast.signature.SignatureScheme;
import java.util.Optional;

/**
 * Whether a miner claimed another forecast than the frozen one. A second manifest with the miner's signature proves that
 * only if both say themselves that they are of this start and of the same times: a miner signs a manifest for every
 * forecast, and two of different forecasts would prove nothing.
 */
final class ClaimExamination {
    private final EvidenceRecord record;
    private final ChangedClaim claim;
    private final SignedStore frozen;
    private final Judgement.Lines lines;

    ClaimExamination(EvidenceRecord record, ChangedClaim claim, SignedStore frozen, Judgement.Lines lines) {
        this.record = record;
        this.claim = claim;
        this.frozen = frozen;
        this.lines = lines;
    }

    boolean proves(SignatureScheme scheme, Caps caps) {
        claim.claims().forEach(this::examine);
        if (claim.manifestGzip() == null || claim.signature() == null) {
            lines.note("the manifest that is claimed now", "could not be had");
            believe("that the miner gave these answers for this forecast");
            return false;
        }
        Optional<SignedStore> second = SignedStore.examine(
                "the manifest that is claimed now",
                claim.manifestGzip(),
                claim.signature(),
                claim.last().manifestHash(),
                record.miner().hotkey(),
                scheme,
                caps,
                lines);
        boolean different = second.isPresent() && !second.get().hash().equals(frozen.hash());
        lines.note("both manifests are signed by the miner and differ", different ? "yes" : "no");
        boolean sameTimes = different && areOfTheSameTimes(second.get());
        if (!sameTimes) {
            believe("that the miner claimed both for this forecast");
        }
        return sameTimes;
    }

    private void examine(Claim answer) {
        Commitment commitment = record.commitment();
        boolean other = !answer.storePath().equals(commitment.storePath())
                || !answer.manifestHash().equals(commitment.manifestHash());
        lines.require(
                "at " + answer.at() + " the miner claimed " + answer.storePath() + " with " + answer.manifestHash()
                        + ", which is not what is frozen",
                other,
                "stated by the validator");
    }

    /** A start alone may be one that all forecasts of a miner count from, 1970 for example. */
    private boolean areOfTheSameTimes(SignedStore second) {
        Optional<Times> before = frozen.times(record.commitment().metadataGzip());
        Optional<Times> now = second.times(claim.metadataGzip());
        boolean sameStart =
                isOfThisStart("the frozen manifest", before) && isOfThisStart("the manifest that is claimed now", now);
        boolean same = sameStart && before.equals(now);
        lines.note("both list the same time axis", same ? "yes" : "they do not show it");
        return same;
    }

    private boolean isOfThisStart(String which, Optional<Times> times) {
        boolean same =
                times.map(Times::start).filter(record.run().cycle()::equals).isPresent();
        lines.note(
                which + " is of a forecast from " + record.run().cycle(),
                same ? "yes (by the metadata that it lists)" : "its metadata do not show it");
        return same;
    }

    private void believe(String what) {
        lines.note(what, "stated by the validator, to be believed or not");
    }
}
