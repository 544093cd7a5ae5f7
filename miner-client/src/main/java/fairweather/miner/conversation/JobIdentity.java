package fairweather.miner.conversation;

import java.util.Locale;
import java.util.regex.Pattern;

/** Judges the job identifier that a miner gave. */
public record JobIdentity(String expected, JobIdPolicy policy) {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** The identifier in lower case. Fails with PROTOCOL if it is no UUID, or by policy if it is not the expected one. */
    String check(String given) {
        if (!UUID_TEXT.matcher(given).matches()) {
            throw Fields.protocol("the miner's job_id is not a UUID");
        }
        String jobId = given.toLowerCase(Locale.ROOT);
        return switch (policy) {
            case STRICT -> {
                if (!jobId.equals(expected)) {
                    throw Fields.protocol("the miner's job_id is not the one that belongs to it and this start time");
                }
                yield jobId;
            }
            case WARN -> jobId;
        };
    }
}
