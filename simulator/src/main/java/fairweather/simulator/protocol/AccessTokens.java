package fairweather.simulator.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.forecast.protocol.MinerWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives out and checks the tokens that open a store: JWT, HS256 and nothing else, claims {@code job_id}, {@code file_path}
 * (the store's directory name) and {@code exp}. The secret is drawn when the object is made, so tokens do not outlive the
 * process. Safe for use by several threads.
 */
public final class AccessTokens {
    private static final String ALGORITHM = "HS256";
    private static final int SECRET_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** What a check ends with. */
    public enum Verdict {
        GRANTED,
        /** Missing, malformed, wrong algorithm, wrong signature or expired: 401. */
        UNAUTHORISED,
        /** A good token that does not cover this path: 403. */
        FORBIDDEN
    }

    private final SecretKeySpec secret;
    private final InstantSource clock;

    public AccessTokens(InstantSource clock) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, "HmacSHA256");
        this.clock = clock;
    }

    /** A token for one store; a negative life gives one that has expired. */
    public String issue(String jobId, String filePath, Duration life) {
        long expires = clock.instant().plus(life).getEpochSecond();
        String head = encode(json(Map.of("alg", ALGORITHM, "typ", "JWT")))
                + "."
                + encode(json(new TreeMap<>(Map.of(
                        MinerWords.CLAIM_JOB_ID,
                        jobId,
                        MinerWords.CLAIM_FILE_PATH,
                        filePath,
                        MinerWords.CLAIM_EXPIRY,
                        expires))));
        return head + "." + ENCODER.encodeToString(sign(head));
    }

    /**
     * @param authorization the header, or null
     * @param path below {@code /forecasts/}, as it was asked for
     */
    public Verdict check(String authorization, String path) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Verdict.UNAUTHORISED;
        }
        String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        if (parts.length != 3) {
            return Verdict.UNAUTHORISED;
        }
        JsonNode claims;
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!ALGORITHM.equals(header.path("alg").textValue())
                    || !MessageDigest.isEqual(signature, sign(parts[0] + "." + parts[1]))) {
                return Verdict.UNAUTHORISED;
            }
            claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException malformed) {
            return Verdict.UNAUTHORISED;
        }
        if (!claims.path(MinerWords.CLAIM_EXPIRY).isIntegralNumber()
                || claims.path(MinerWords.CLAIM_EXPIRY).longValue()
                        <= clock.instant().getEpochSecond()) {
            return Verdict.UNAUTHORISED;
        }
        String filePath = claims.path(MinerWords.CLAIM_FILE_PATH).textValue();
        boolean covered = filePath != null
                && !filePath.isEmpty()
                && plain(path)
                && (path.equals(filePath) || path.startsWith(filePath + "/"));
        return covered ? Verdict.GRANTED : Verdict.FORBIDDEN;
    }

    /** True if the path is its own normal form: no empty, {@code .} or {@code ..} segment and nothing encoded. */
    private static boolean plain(String path) {
        return path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") && !path.matches("(.*/)?\\.\\.?(/.*)?");
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static byte[] json(Map<String, ?> members) {
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts and numbers is JSON", impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
