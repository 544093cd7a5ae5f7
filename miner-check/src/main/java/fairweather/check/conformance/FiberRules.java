package fairweather.check.conformance;

import fairweather.check.conformance.Stationery.Session;
import fairweather.forecast.protocol.Fernet;
import fairweather.forecast.protocol.FiberSignature;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.RsaEnvelope;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a session key is agreed on by the fiber transport; skipped for the direct one. */
final class FiberRules {
    private static final String SECTION = "2.1";
    private static final int UUID_BYTES = 32;

    private FiberRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("FIBER-1", "it gives a public key that can be used", FiberRules::publicKey),
                rule("FIBER-2", "it takes a session key", FiberRules::exchange),
                rule("FIBER-3", "a key that was never exchanged is not known", FiberRules::unknownKey),
                rule("FIBER-4", "a changed body is refused", FiberRules::changedBody),
                rule("FIBER-5", "a key belongs to the validator that brought it", FiberRules::othersKey),
                rule(
                        "FIBER-6",
                        "an exchange under another identifier than was signed is refused",
                        FiberRules::forgedExchange),
                rule("FIBER-7", "what is no key is refused", FiberRules::noKey));
    }

    private static Rule rule(String id, String text, Rule.Check check) {
        return Rule.must(
                id, SECTION, text, trial -> trial.fiber() ? check.on(trial) : Finding.skipped("for --transport fiber"));
    }

    private static PublicKey key(Trial trial) {
        Answered answer = trial.wire().get(FiberWords.PATH_PUBLIC_KEY, Map.of());
        if (answer.status() != 200) {
            throw new NotReached("the public key is answered " + answer.shown());
        }
        return RsaEnvelope.publicKey(answer.json().path(FiberWords.PUBLIC_KEY).asText());
    }

    private static Finding publicKey(Trial trial) {
        try {
            return Finding.passed(
                    "RSA of " + ((RSAPublicKey) key(trial)).getModulus().bitLength() + " bits");
        } catch (NotReached refused) {
            return Finding.failed(refused.getMessage());
        }
    }

    private static byte[] random(Trial trial, int count) {
        byte[] bytes = new byte[count];
        trial.kit().random().nextBytes(bytes);
        return bytes;
    }

    private static Post offer(Trial trial, Session session, byte[] key) {
        return trial.stationery().offer(session, Base64.getEncoder().encodeToString(RsaEnvelope.seal(key(trial), key)));
    }

    private static Session session(Trial trial, byte[] key) {
        return new Session(HexFormat.of().formatHex(random(trial, UUID_BYTES)), new Fernet(key));
    }

    private static Finding exchange(Trial trial) {
        byte[] key = random(trial, Fernet.KEY_BYTES);
        Session session = session(trial, key);
        Answered answer = trial.post(offer(trial, session, key));
        if (answer.status() == 200) {
            trial.agreedOn(session);
        }
        return Finding.of(answer.status() == 200, "answered " + answer.shown());
    }

    private static Finding unknown(Answered answer) {
        boolean said = answer.status() == 400 || answer.refusesCaller();
        boolean words = answer.errorText()
                .filter(text -> text.contains(FiberWords.NO_SESSION_KEY))
                .isPresent();
        return Finding.of(said && words, "answered " + answer.shown());
    }

    private static Finding unknownKey(Trial trial) {
        trial.session();
        Session never = session(trial, random(trial, Fernet.KEY_BYTES));
        return unknown(trial.post(new Stationery(
                        trial.kit().key(),
                        trial.hotkey(),
                        trial.kit().clock(),
                        trial.kit().random(),
                        Optional.of(never))
                .signed(MinerWords.PATH_POLL, trial.stationery().job(trial.jobId()))));
    }

    private static Finding changedBody(Trial trial) {
        trial.session();
        Post post = trial.poll();
        byte[] changed = post.body().clone();
        // Inside the encrypted part: the time, which comes first, is not judged.
        changed[changed.length / 2] = (byte) (changed[changed.length / 2] == 'A' ? 'B' : 'A');
        Answered answer = trial.post(post.withBody(changed));
        return Finding.of(answer.refusesRequest(), "answered " + answer.shown());
    }

    private static Finding othersKey(Trial trial) {
        trial.session();
        Answered answer = trial.post(trial.stationeryOf(trial.kit().freshKey())
                .signed(MinerWords.PATH_POLL, trial.stationery().job(trial.jobId())));
        return Finding.of(answer.status() == 400 || answer.refusesCaller(), "answered " + answer.shown());
    }

    private static Finding forgedExchange(Trial trial) {
        trial.session();
        byte[] key = random(trial, Fernet.KEY_BYTES);
        Post offer = offer(trial, session(trial, key), key);
        Answered answer = trial.post(
                offer.with(FiberSignature.HEADER_KEY_UUID, HexFormat.of().formatHex(random(trial, UUID_BYTES))));
        return Finding.of(answer.refusesCaller(), "answered " + answer.shown());
    }

    private static Finding noKey(Trial trial) {
        trial.session();
        Session session = session(trial, random(trial, Fernet.KEY_BYTES));
        Answered answer = trial.post(trial.stationery().offer(session, "bm8ga2V5"));
        return Finding.of(answer.refusesRequest(), "answered " + answer.shown());
    }
}
