package fairweather.forecast.evidence;

import fairweather.forecast.evidence.EvidenceJson.Signed;
import fairweather.forecast.key.Caps;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Ss58;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges a record with nothing but the record. What follows from the miner's own signatures is proven; that certain bytes
 * or answers came from the miner is the validator's word, since neither is signed by the miner.
 */
public final class EvidenceVerifier {
    private final Function<String, Optional<SignatureScheme>> schemes;
    private final Caps caps;

    /** @param schemes of signatures by their names */
    public EvidenceVerifier(Function<String, Optional<SignatureScheme>> schemes, Caps caps) {
        this.schemes = schemes;
        this.caps = caps;
    }

    /** Never throws because of what the document holds. */
    public Judgement judge(byte[] document) {
        Judgement.Lines lines = new Judgement.Lines();
        Signed signed;
        try {
            signed = EvidenceJson.read(document);
        } catch (IOException malformed) {
            lines.require("the document is an evidence record of version " + EvidenceRecord.VERSION, false);
            return lines.judged(Verdict.DOES_NOT_HOLD);
        }
        EvidenceRecord record = signed.record();
        lines.note(
                "the record is about",
                record.kind().word() + " of uid " + record.miner().uid() + ", forecast of "
                        + record.run().cycle());
        Commitment commitment = record.commitment();
        Optional<SignatureScheme> scheme = schemes.apply(commitment.scheme());
        if (!lines.require("the signature scheme " + commitment.scheme() + " is known", scheme.isPresent())) {
            return lines.judged(Verdict.DOES_NOT_HOLD);
        }
        boolean attested = attested(signed, lines);
        noteJob(record, lines);
        boolean proven = SignedStore.examine(
                        "the frozen manifest",
                        commitment.manifestGzip(),
                        commitment.signature(),
                        commitment.manifestHash(),
                        record.miner().hotkey(),
                        scheme.get(),
                        caps,
                        lines)
                .map(store -> examine(record, store, scheme.get(), lines))
                .orElse(false);
        if (!lines.allHold()) {
            return lines.judged(Verdict.DOES_NOT_HOLD);
        }
        if (proven) {
            return lines.judged(Verdict.PROVEN);
        }
        return lines.judged(attested ? Verdict.STATED : Verdict.DOES_NOT_HOLD);
    }

    private boolean examine(EvidenceRecord record, SignedStore frozen, SignatureScheme scheme, Judgement.Lines lines) {
        lines.require(
                "kind and code are those of what was found",
                record.kind() == record.finding().kind()
                        && record.kind().code().name().equals(record.code()));
        return switch (record.finding()) {
            case ChangedObject object -> {
                ObjectExamination.examine(object, frozen, lines);
                yield false;
            }
            case ChangedClaim claim -> new ClaimExamination(record, claim, frozen, lines).proves(scheme, caps);
        };
    }

    /** A signature that is there and wrong means that somebody changed the record. */
    private boolean attested(Signed signed, Judgement.Lines lines) {
        Attestation attestation = signed.attestation();
        if (attestation.signature() == null) {
            lines.note("the validator has signed the record", "no; anybody may have written it");
            return false;
        }
        // What is not signed can be any text, and an address is the only one of it that is shown.
        boolean named = Ss58.isValid(attestation.address());
        boolean valid = named
                && attestation.scheme() != null
                && schemes.apply(attestation.scheme())
                        .map(scheme -> scheme.verify(
                                attestation.address(), Attestation.text(signed.canonical()), attestation.signature()))
                        .orElse(false);
        String validator = named ? attestation.address() : "(without an address)";
        return lines.require("the validator " + validator + " has signed the record as it is", valid);
    }

    private static void noteJob(EvidenceRecord record, Judgement.Lines lines) {
        String expected =
                JobIds.jobId(record.run().cycle(), record.miner().hotkey()).toString();
        lines.note(
                "the job id follows from start and hotkey",
                expected.equals(record.miner().jobId()) ? "yes" : "no, it is the miner's or none is known");
    }
}
