package fairweather.miner.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.StorePath;
import fairweather.hash.Sha256;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads the meaning of miners' answers. What is a failure is thrown with its code: PROTOCOL for what cannot be
 * understood, MINER_FAILED for a reported failure, and the codes named at each method.
 */
public final class Replies {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    private Replies() {}

    /** Throws REJECTED_IDENTITY if the miner says that it is not meant. */
    public static InitiateResult initiate(ObjectNode reply, JobIdentity identity) {
        Fields fields = new Fields(reply);
        String status = fields.status();
        JsonNode message = fields.raw(MinerWords.MESSAGE);
        if (status.equals(MinerWords.FETCH_REJECTED)
                || message.isTextual() && message.textValue().contains(MinerWords.IDENTITY_REFUSED)) {
            throw new FailureException(Code.REJECTED_IDENTITY, "the miner rejected the request" + fields.remark());
        }
        return switch (status) {
            case MinerWords.FETCH_ACCEPTED ->
                new InitiateResult.Accepted(identity.check(fields.required(MinerWords.JOB_ID)));
            case MinerWords.COMPLETED -> new InitiateResult.Ready(identity.check(fields.required(MinerWords.JOB_ID)));
            case MinerWords.ERROR, MinerWords.FAILED ->
                throw new FailureException(Code.MINER_FAILED, "the miner reports an error" + fields.remark());
            default ->
                throw Fields.protocol("the miner answered with the unknown status '" + Fields.shown(status) + "'");
        };
    }

    /** A miner that knows no such job is a result, not a failure. */
    public static PollResult poll(ObjectNode reply, String jobId) {
        Fields fields = new Fields(reply);
        String status = fields.status();
        fields.optional(MinerWords.JOB_ID).ifPresent(named -> {
            if (!named.toLowerCase(Locale.ROOT).equals(jobId)) {
                throw Fields.protocol("the miner's answer is about another job");
            }
        });
        String word = Fields.shown(status);
        return switch (MinerWords.pollState(status)) {
            case DONE -> new PollResult.Done(word);
            case RUNNING -> new PollResult.Running(word, progress(fields.raw("progress")));
            case UNKNOWN -> new PollResult.UnknownWord(word);
            case UNKNOWN_JOB -> new PollResult.UnknownJob(word);
            case FAILED ->
                throw new FailureException(Code.MINER_FAILED, "the miner reports '" + word + "'" + fields.remark());
        };
    }

    private static OptionalInt progress(JsonNode value) {
        boolean percent = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 100;
        return percent ? OptionalInt.of((int) value.doubleValue()) : OptionalInt.empty();
    }

    /** Throws NOT_READY while the miner is still processing and JOB_UNKNOWN if it knows no such job. */
    public static AccessClaim access(ObjectNode reply) {
        Fields fields = new Fields(reply);
        String status = fields.status();
        switch (MinerWords.pollState(status)) {
            case DONE -> {
                return claim(fields);
            }
            case RUNNING -> throw new FailureException(Code.NOT_READY, "the miner is still processing");
            case UNKNOWN_JOB -> throw new FailureException(Code.JOB_UNKNOWN, "the miner does not know the job");
            case FAILED ->
                throw new FailureException(
                        Code.MINER_FAILED, "the miner reports '" + Fields.shown(status) + "'" + fields.remark());
            case UNKNOWN ->
                throw Fields.protocol("the miner answered with the unknown status '" + Fields.shown(status) + "'");
        }
        throw new IllegalStateException("a state without a meaning");
    }

    private static AccessClaim claim(Fields fields) {
        StorePath path = StorePath.parse(fields.required(MinerWords.ZARR_STORE_URL));
        String hash = fields.required(MinerWords.VERIFICATION_HASH).toLowerCase(Locale.ROOT);
        if (!Sha256.isHex(hash)) {
            throw Fields.protocol("the miner's verification_hash is not 64 hexadecimal digits");
        }
        String token = fields.required(MinerWords.ACCESS_TOKEN);
        if (!TOKEN.matcher(token).matches()) {
            throw Fields.protocol("the miner's access_token cannot be sent in a header");
        }
        return new AccessClaim(path, hash, token);
    }
}
