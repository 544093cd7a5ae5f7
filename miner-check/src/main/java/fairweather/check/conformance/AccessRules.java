package fairweather.check.conformance;

import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.conversation.Replies;
import fairweather.miner.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a miner says where its forecast is. */
final class AccessRules {
    private static final String SECTION = "4.3";
    private static final String PATH = MinerWords.PATH_ACCESS;
    private static final Duration LEAST_LIFE = Duration.ofMinutes(5);

    private AccessRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("ACCESS-1", SECTION, "path, hash and token are there and well-formed", AccessRules::claim),
                Rule.must("ACCESS-2", "9", "asked again it names the same store and hash", AccessRules::again),
                Rule.must("ACCESS-3", SECTION, "of a job that nobody began it gives nothing", AccessRules::unknownJob),
                Rule.must(
                        "ACCESS-4", "4.6", "without a job_id it answers 4xx", trial -> PollRules.noJobId(trial, PATH)),
                Rule.must(
                        "ACCESS-5",
                        "4.6",
                        "a body that is not JSON is answered 4xx",
                        trial -> InitiateRules.malformed(trial, PATH)),
                Rule.should("ACCESS-6", "7", "the token says when it ends, in 5 to 120 minutes", AccessRules::life),
                Rule.must("ACCESS-7", "4.1", "begun again, completed comes with all of the access", AccessRules::fast));
    }

    private static Finding claim(Trial trial) {
        trial.requireCompleted();
        Answered answer = trial.ask(PATH, trial.stationery().job(trial.jobId()));
        if (answer.status() != 200) {
            return Finding.failed("answered " + answer.shown());
        }
        try {
            AccessClaim claim = Replies.access(answer.json());
            trial.learned(claim);
            return Finding.passed(claim.storePath().value());
        } catch (FailureException incomplete) {
            return Finding.failed(incomplete.failure().message());
        }
    }

    private static Finding again(Trial trial) {
        AccessClaim first = trial.claim();
        AccessClaim second = Replies.access(
                trial.ask(PATH, trial.stationery().job(trial.jobId())).json());
        boolean same = second.storePath().equals(first.storePath())
                && second.manifestHash().equals(first.manifestHash());
        return Finding.of(same, same ? "the same" : "another store or hash: it counts as a swap");
    }

    private static Finding unknownJob(Trial trial) {
        trial.requireListening();
        Answered answer = trial.ask(PATH, trial.stationery().job(PollRules.UNKNOWN_JOB));
        boolean nothing = answer.refusesRequest()
                || answer.status() == 200
                        && List.of(MinerWords.NOT_FOUND, MinerWords.ERROR).contains(answer.word())
                        && !answer.json().hasNonNull(MinerWords.ACCESS_TOKEN);
        return Finding.of(nothing, "answered " + answer.shown());
    }

    private static Finding life(Trial trial) {
        Instant now = trial.kit().clock().instant();
        Instant end = AccessToken.of(trial.claim().token(), now).replaceAt().plus(AccessToken.EARLY);
        Duration life = Duration.between(now, end);
        boolean said = life.compareTo(AccessToken.UNKNOWN_LIFE) != 0;
        boolean sensible =
                said && life.compareTo(LEAST_LIFE) >= 0 && life.compareTo(AccessToken.LONGEST_LIFE.plusSeconds(1)) <= 0;
        return Finding.of(sensible, said ? "it lives " + life.toMinutes() + " min" : "it does not say");
    }

    private static Finding fast(Trial trial) {
        AccessClaim known = trial.claim();
        Answered answer = trial.ask(MinerWords.PATH_INITIATE, trial.stationery().initiation(trial.start()));
        if (!answer.word().equals(MinerWords.COMPLETED)) {
            return Finding.skipped("it answers " + answer.shown() + ", which is as good");
        }
        try {
            AccessClaim claim = Replies.access(answer.json());
            return Finding.of(
                    claim.storePath().equals(known.storePath()),
                    claim.storePath().value());
        } catch (FailureException incomplete) {
            return Finding.failed(incomplete.failure().message());
        }
    }
}
