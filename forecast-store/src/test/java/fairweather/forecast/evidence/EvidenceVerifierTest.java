package fairweather.forecast.evidence;

import static fairweather.forecast.evidence.Dispute.CHUNK;
import static fairweather.forecast.evidence.Dispute.MINER;
import static fairweather.forecast.evidence.Dispute.changed;
import static fairweather.forecast.evidence.Dispute.claimed;
import static fairweather.forecast.evidence.Dispute.judge;
import static fairweather.forecast.evidence.Dispute.reading;
import static fairweather.forecast.evidence.Dispute.record;
import static fairweather.forecast.evidence.Dispute.signed;
import static fairweather.forecast.evidence.Dispute.store;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.evidence.Judgement.Line;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EvidenceVerifierTest {
    private static final byte[] OTHER = {1, 2, 3};
    private static final String SAME_START = "2025-01-01 00:00:00";

    private static List<String> lines(Judgement judgement) {
        return judgement.lines().stream().map(Line::toString).toList();
    }

    @Test
    void a_changed_chunk_is_stated_by_the_validator_and_its_bytes_are_hashed_again() {
        Judgement judgement = judge(signed(record(changed(OTHER, OTHER))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.STATED);
        assertThat(lines(judgement))
                .contains(
                        "the validator " + Dispute.VALIDATOR.address() + " has signed the record as it is: yes",
                        "the job id follows from start and hotkey: yes",
                        "the frozen manifest is signed by " + MINER.address() + " (ed25519): yes",
                        "the bytes in the record do not have the listed hash: yes (recomputed)",
                        "that the miner gave these answers at these times: stated by the validator, to be believed or"
                                + " not")
                .anyMatch(line -> line.startsWith("the manifest lists " + CHUNK + " with ") && line.endsWith(": yes"));
    }

    @Test
    void bytes_beyond_64_KiB_are_not_kept_and_their_hash_is_the_validators_word() {
        byte[] large = new byte[ChangedObject.KEPT_BYTES + 1];

        Judgement judgement = judge(signed(record(changed(OTHER, large))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.STATED);
        assertThat(lines(judgement)).noneMatch(line -> line.contains("recomputed"));
        assertThat(lines(judgement))
                .anyMatch(line -> line.contains(": 65537 bytes with another hash")
                        && line.endsWith("yes (stated by the validator)"));
    }

    @Test
    void a_missing_object_is_stated_by_the_validator() {
        Reading gone = Reading.missing(Dispute.NOTICED, 410);

        ChangedObject finding = changed(gone, gone);

        assertThat(finding.kind()).isEqualTo(Kind.OBJECT_MISSING);
        assertThat(judge(signed(record(finding))).verdict()).isEqualTo(Verdict.STATED);
        assertThat(judge(signed(record(changed(gone, Reading.missing(Dispute.NOTICED, 503)))))
                        .verdict())
                .isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void two_signed_manifests_of_one_start_prove_the_change_whoever_shows_them() {
        EvidenceRecord record = record(claimed(store(281, SAME_START)));

        Judgement judgement = judge(signed(record));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(lines(judgement))
                .contains(
                        "both manifests are signed by the miner and differ: yes",
                        "the manifest that is claimed now is of a forecast from 2025-01-01T00:00:00Z: yes (by the"
                                + " metadata that it lists)");
        assertThat(judge(unsigned(record)).verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void two_signed_manifests_of_different_starts_prove_nothing_since_a_miner_signs_one_a_day() {
        Judgement judgement = judge(signed(record(claimed(store(281, "2025-01-02 00:00:00")))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.STATED);
        assertThat(lines(judgement))
                .contains("that the miner claimed both for this forecast: stated by the validator, to be believed or"
                        + " not");
    }

    @Test
    void two_days_of_a_miner_that_counts_both_from_1970_prove_nothing_whatever_start_the_validator_writes() {
        SortedMap<ObjectKey, byte[]> oneDay = store(280, "1970-01-01 00:00:00", 482_136);
        SortedMap<ObjectKey, byte[]> theNext = store(281, "1970-01-01 00:00:00", 482_160);
        EvidenceRecord known = record(claimed(theNext));

        Judgement judgement = judge(signed(EvidenceRecord.of(
                known.noticedAt(),
                new EvidenceRecord.Run("daily", Instant.EPOCH),
                known.miner(),
                Dispute.commitment(oneDay),
                known.finding())));

        assertThat(judgement.verdict()).isEqualTo(Verdict.STATED);
        assertThat(lines(judgement)).contains("both list the same time axis: they do not show it");
    }

    @Test
    void an_attestation_can_put_no_words_of_its_own_into_the_judgement() {
        String document = signed(record(changed(OTHER, OTHER)))
                .replace(Dispute.VALIDATOR.address(), "x\\n" + Verdict.PROVEN.words() + "\\u001b[8m");

        Judgement judgement = judge(document);

        assertThat(judgement.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(lines(judgement)).noneMatch(line -> line.contains(Verdict.PROVEN.words()));
    }

    @Test
    void a_year_that_no_date_has_is_refused_and_ends_no_examination() {
        String document =
                signed(record(changed(OTHER, OTHER))).replace("2025-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z");

        assertThat(judge(document).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void a_manifest_that_could_not_be_had_leaves_the_claim_the_validators_word() {
        Claim claim = Dispute.claim("/forecasts/b.zarr", "ab".repeat(32));
        EvidenceRecord record = record(new ChangedClaim(List.of(claim, claim), null, null, null));

        assertThat(judge(signed(record)).verdict()).isEqualTo(Verdict.STATED);
        assertThat(judge(unsigned(record)).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void a_claim_that_is_the_frozen_one_or_comes_back_to_it_does_not_hold() {
        Commitment frozen = record(changed(OTHER, OTHER)).commitment();
        Claim same = Dispute.claim(frozen.storePath(), frozen.manifestHash());
        Claim other = Dispute.claim("/forecasts/b.zarr", frozen.manifestHash());
        Claim third = Dispute.claim("/forecasts/c.zarr", frozen.manifestHash());

        assertThat(judge(signed(record(new ChangedClaim(List.of(other, third), null, null, null))))
                        .verdict())
                .isEqualTo(Verdict.STATED);

        assertThat(judge(signed(record(new ChangedClaim(List.of(same, same), null, null, null))))
                        .verdict())
                .isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(judge(signed(record(new ChangedClaim(List.of(other, same), null, null, null))))
                        .verdict())
                .isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void a_manifest_of_another_signer_proves_nothing_and_neither_does_one_whose_signature_is_wrong() {
        ChangedClaim claim = claimed(store(281, SAME_START));
        ChangedClaim forged = new ChangedClaim(
                claim.claims(), claim.manifestGzip(), Dispute.VALIDATOR.sign(OTHER), claim.metadataGzip());

        assertThat(judge(signed(record(forged))).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void bytes_that_are_what_is_listed_are_no_change_whatever_the_validator_signs() {
        byte[] honest = store().get(CHUNK);

        assertThat(judge(signed(record(changed(honest, honest)))).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void an_object_that_the_manifest_does_not_list_with_that_hash_does_not_hold() {
        ChangedObject finding =
                ChangedObject.of(ObjectKey.of("2t/7.7"), "00".repeat(32), List.of(reading(OTHER), reading(OTHER)));

        assertThat(judge(signed(record(finding))).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void a_record_without_a_signature_is_nobodys_word() {
        Judgement judgement = judge(unsigned(record(changed(OTHER, OTHER))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(lines(judgement)).contains("the validator has signed the record: no; anybody may have written it");
    }

    private static String unsigned(EvidenceRecord record) {
        return new String(
                EvidenceJson.write(record, Attestation.missing("the gateway is away")), StandardCharsets.US_ASCII);
    }

    /** Every value of every field, a digit or a letter of it changed, is noticed. */
    @Test
    void nothing_of_a_record_can_be_changed() {
        for (Finding finding : List.of(changed(OTHER, OTHER), claimed(store(281, "2025-01-02 00:00:00")))) {
            String document = signed(record(finding));
            List<String> unnoticed = new ArrayList<>();
            Matcher values =
                    Pattern.compile("\"[a-z0-9_]+\" : (?:\"([^\"]+)\"|(\\d+))").matcher(document);
            int fields = 0;
            while (values.find()) {
                int at = values.start(values.group(1) == null ? 2 : 1);
                char c = document.charAt(at);
                char other = c == '1' ? '2' : Character.isDigit(c) ? '1' : c == 'a' ? 'b' : 'a';
                String tampered = document.substring(0, at) + other + document.substring(at + 1);
                if (judge(tampered).verdict() != Verdict.DOES_NOT_HOLD) {
                    unnoticed.add(values.group());
                }
                fields++;
            }
            assertThat(fields).isGreaterThan(20);
            assertThat(unnoticed).isEmpty();
        }
    }

    @Test
    void a_field_too_many_or_too_few_or_twice_is_refused() {
        String document = signed(record(changed(OTHER, OTHER)));

        assertThat(List.of(
                        document.replace("\"version\" : 1", "\"version\" : 1, \"note\" : \"x\""),
                        document.replace("\"version\" : 1", "\"version\" : 2"),
                        document.replace("\"version\" : 1", "\"version\" : 1, \"version\" : 1"),
                        document.replaceFirst("\"hotkey\" : \"[^\"]+\",", ""),
                        document + "{}",
                        "[]",
                        "",
                        "null",
                        "{}",
                        "{\"attestation\": {}}"))
                .allMatch(changed -> judge(changed).verdict() == Verdict.DOES_NOT_HOLD);
    }

    @Test
    void a_scheme_that_is_not_known_proves_nothing() {
        Commitment frozen = Dispute.commitment(store());
        EvidenceRecord known = record(changed(OTHER, OTHER));
        EvidenceRecord record = EvidenceRecord.of(
                known.noticedAt(),
                known.run(),
                known.miner(),
                new Commitment(
                        "none",
                        frozen.storePath(),
                        frozen.manifestHash(),
                        frozen.manifestGzip(),
                        frozen.signature(),
                        null,
                        frozen.frozenAt()),
                changed(OTHER, OTHER));

        assertThat(judge(signed(record)).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void what_is_stored_of_a_finding_comes_back_with_its_bytes() throws IOException {
        for (Finding finding : List.of(changed(OTHER, OTHER), claimed(store(281, SAME_START)))) {
            byte[] attachment = finding.attachment().orElseThrow();
            String details = EvidenceJson.details(finding);

            Finding again = EvidenceJson.finding(finding.kind(), details).with(attachment);

            assertThat(EvidenceJson.text(again)).isEqualTo(EvidenceJson.text(finding));
            assertThat(details).doesNotContain("bytes_base64").doesNotContain("manifest_gzip_base64");
        }
    }

    @Test
    void the_canonical_form_is_sorted_and_without_white_space() {
        String canonical = new String(EvidenceJson.canonical(record(changed(OTHER, OTHER))), StandardCharsets.US_ASCII);

        assertThat(canonical)
                .startsWith(
                        "{\"code\":\"INTEGRITY_CHUNK_HASH\",\"commitment\":{\"frozen_at\":\"2025-01-01T08:00:00Z\",")
                .contains("\"headers\":{\"etag\":\"\\\"x\\\"\"}")
                .endsWith(",\"run\":{\"cycle\":\"2025-01-01T00:00:00Z\",\"series\":\"daily\"},\"version\":1}");
    }
}
