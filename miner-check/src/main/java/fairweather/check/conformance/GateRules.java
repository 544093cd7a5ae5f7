package fairweather.check.conformance;

import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** To whom a miner listens: every request is a poll, which does no harm if it is let in. */
final class GateRules {
    private static final String SECTION = "2.2";
    /** Beyond the 120 s of the protocol by what two honest clocks may differ. */
    private static final Duration STALE = Duration.ofSeconds(125);

    private static final Duration STILL_FRESH = Duration.ofSeconds(100);
    private static final int LARGE_HEADER = 4096;

    private static final List<String> HEADERS = List.of(
            RequestSignature.HEADER_VALIDATOR,
            RequestSignature.HEADER_MINER,
            RequestSignature.HEADER_NONCE,
            RequestSignature.HEADER_BODY_HASH,
            RequestSignature.HEADER_SIGNATURE);

    private GateRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("GATE-1", SECTION, "a correct request is let in", GateRules::letsIn),
                refuses("GATE-2", "a request without signature headers is refused", GateRules::bare),
                Rule.must("GATE-3", SECTION, "each of the five headers is needed", GateRules::eachHeader),
                refuses("GATE-4", "a changed signature is refused", GateRules::changedSignature),
                refuses("GATE-5", "another's signature in our name is refused", GateRules::forged),
                refuses("GATE-6", "a nonce 125 s old is refused", trial -> shifted(trial, STALE.negated())),
                refuses("GATE-7", "a nonce 125 s ahead is refused", trial -> shifted(trial, STALE)),
                Rule.should("GATE-8", SECTION, "a nonce 100 s old is accepted", GateRules::slowClock),
                refuses("GATE-9", "a nonce that is no nonce is refused", GateRules::noNonce),
                Rule.must("GATE-10", SECTION, "the same request a second time is refused", GateRules::replay),
                refuses("GATE-11", "another body under the signed hash is refused", GateRules::changedBody),
                refuses("GATE-12", "another body with its own hash is refused", GateRules::changedBodyAndHash),
                refuses("GATE-13", "the request sent to another path is refused", GateRules::changedPath),
                refuses("GATE-14", "the request with a query added is refused", GateRules::addedQuery),
                refuses("GATE-15", "a request for another miner is refused", GateRules::othersMail),
                refuses("GATE-16", "another miner's name put in afterwards is refused", GateRules::changedReceiver),
                Rule.should("GATE-17", SECTION, "an unknown header of 4 KiB does no harm", GateRules::largeHeader));
    }

    private interface Forgery {
        Post of(Trial trial);
    }

    /** What must be answered 401 or 403. */
    private static Rule refuses(String id, String text, Forgery forgery) {
        return Rule.must(id, SECTION, text, trial -> {
            trial.requireListening();
            return refused(trial.post(forgery.of(trial)));
        });
    }

    private static Finding refused(Answered answer) {
        return Finding.of(answer.refusesCaller(), "answered " + answer.shown());
    }

    /** Another web server answers 200 or 404 as well, but not as a miner does. */
    private static boolean letIn(Answered answer) {
        return answer.status() == 200 && !answer.word().isEmpty()
                || answer.status() == 404 && answer.errorText().isPresent();
    }

    private static Finding letsIn(Trial trial) {
        Answered answer = trial.post(trial.poll());
        if (answer.refusesCaller()) {
            return Finding.failed(
                    "answered " + answer.shown() + "; if it knows registered validators only, use --key-file");
        }
        if (letIn(answer)) {
            trial.itListens();
        }
        String doubt = letIn(answer) ? "" : ", and nothing that a miner would say: is it one?";
        return Finding.of(letIn(answer), "answered " + answer.shown() + doubt);
    }

    private static Post bare(Trial trial) {
        Post post = trial.poll();
        for (String header : HEADERS) {
            post = post.without(header);
        }
        return post;
    }

    private static Finding eachHeader(Trial trial) {
        trial.requireListening();
        List<String> letIn = new ArrayList<>();
        for (String header : HEADERS) {
            Answered answer = trial.post(trial.poll().without(header));
            if (!answer.refusesCaller()) {
                letIn.add("without " + header + " answered " + answer.shown());
            }
        }
        return Finding.of(
                letIn.isEmpty(), letIn.isEmpty() ? "refused without any one of them" : String.join("; ", letIn));
    }

    private static Post changedSignature(Trial trial) {
        Post post = trial.poll();
        String signature = post.headers().get(RequestSignature.HEADER_SIGNATURE);
        char last = signature.charAt(signature.length() - 1);
        return post.with(
                RequestSignature.HEADER_SIGNATURE,
                signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0'));
    }

    private static Post forged(Trial trial) {
        Signer forger = trial.kit().freshKey();
        Stationery forgery = new Stationery(
                forger, trial.hotkey(), trial.kit().clock(), trial.kit().random());
        return forgery.signed(MinerWords.PATH_POLL, trial.stationery().job(trial.jobId()))
                .with(RequestSignature.HEADER_VALIDATOR, trial.kit().key().address());
    }

    private static Post shifted(Trial trial, Duration shift) {
        return trial.stationery()
                .at(shift, MinerWords.PATH_POLL, trial.stationery().job(trial.jobId()));
    }

    private static Finding slowClock(Trial trial) {
        trial.requireListening();
        Answered answer = trial.post(shifted(trial, STILL_FRESH.negated()));
        return Finding.of(letIn(answer), "answered " + answer.shown());
    }

    private static Post noNonce(Trial trial) {
        return trial.poll().with(RequestSignature.HEADER_NONCE, "yesterday");
    }

    private static Finding replay(Trial trial) {
        trial.requireListening();
        Post post = trial.poll();
        Answered first = trial.post(post);
        if (!letIn(first)) {
            return Finding.skipped("the first was answered " + first.shown());
        }
        return refused(trial.post(post));
    }

    private static byte[] otherBody() {
        return "{\"data\": {\"job_id\": \"00000000-0000-4000-8000-000000000000\"}}".getBytes(StandardCharsets.UTF_8);
    }

    private static Post changedBody(Trial trial) {
        return trial.poll().withBody(otherBody());
    }

    private static Post changedBodyAndHash(Trial trial) {
        return trial.poll().withBody(otherBody()).with(RequestSignature.HEADER_BODY_HASH, Sha256.hex(otherBody()));
    }

    private static Post changedPath(Trial trial) {
        return trial.poll().to(MinerWords.PATH_ACCESS);
    }

    private static Post addedQuery(Trial trial) {
        return trial.poll().to(MinerWords.PATH_POLL + "?again=1");
    }

    private static Post othersMail(Trial trial) {
        String other = trial.kit().freshKey().address();
        return trial.stationery()
                .addressedTo(other, MinerWords.PATH_POLL, trial.stationery().job(trial.jobId()));
    }

    private static Post changedReceiver(Trial trial) {
        return othersMail(trial).with(RequestSignature.HEADER_MINER, trial.hotkey());
    }

    private static Finding largeHeader(Trial trial) {
        trial.requireListening();
        Answered answer = trial.post(trial.poll().with("x-unknown", "x".repeat(LARGE_HEADER)));
        return Finding.of(letIn(answer), "answered " + answer.shown());
    }
}
