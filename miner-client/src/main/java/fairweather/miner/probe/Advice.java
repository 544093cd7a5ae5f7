package fairweather.miner.probe;

import fairweather.failure.Code;

/** What the owner of a miner, or an operator, can do about each code: one sentence. */
public final class Advice {
    private Advice() {}

    public static String on(Code code) {
        return switch (code) {
            case NOT_POSTED -> "The miner has to post its address and port before anybody can ask it.";
            case UNREACHABLE ->
                "Check that the miner runs, that the port is open in its firewall, and that the address is right.";
            case TIMEOUT_CONNECT ->
                "Packets are dropped on the way: a firewall, a wrong address, or a machine too busy to accept.";
            case TIMEOUT_READ ->
                "The miner took the request and was too slow with the answer: look at its load and at what it waits for.";
            case TIMEOUT_TOTAL -> "The miner sends, but too slowly to finish in time: look at its upload bandwidth.";
            case TLS ->
                "Check that the port speaks TLS (https), or that the URL says http, and that the certificate is the one expected.";
            case HANDSHAKE ->
                "The key exchange failed: check that the miner speaks the same transport (direct or fiber).";
            case RATE_LIMITED -> "The miner counts too many requests from this address: wait a minute and try again.";
            case HTTP_5XX -> "The miner's program failed on the request: its own log says why.";
            case HTTP_401_403 ->
                "The miner refused our signature or token: it has another hotkey, does not know our key, or its clock is more"
                        + " than 120 s off.";
            case HTTP_4XX -> "The miner does not know this request: check that it serves the protocol's paths.";
            case REJECTED_IDENTITY -> "Another hotkey answers here: check the hotkey and the address.";
            case PROTOCOL ->
                "The answer does not follow the protocol: check that a miner, not another web server, has this port.";
            case OVERSIZE -> "The miner sends more than the protocol allows.";
            case BLOCKED_ADDRESS ->
                "Such addresses are never connected to unless they are allowed: --allow CIDR, or fairweather.miner.network.allow.";
            case JOB_UNKNOWN ->
                "The miner was not asked for this cycle, or has forgotten it: check the cycle; a probe never starts a forecast.";
            case MINER_FAILED -> "The miner's forecast failed: its own log says why.";
            case NOT_READY -> "Nothing is wrong so far: try again when the forecast is finished.";
            case INTEGRITY_MANIFEST_HASH ->
                "The announced hash is not that of manifest.json as served: announce SHA-256 of exactly those bytes.";
            case INTEGRITY_SIGNER -> "manifest.json has to name the hotkey that is registered for this miner.";
            case INTEGRITY_SIGNATURE ->
                "manifest.sig has to be the 64 raw bytes of the hotkey's signature over manifest.json as served.";
            case INTEGRITY_FORMAT -> "manifest.json does not have the required form, or its hashes are not sha256.";
            case INTEGRITY_CHUNK_HASH ->
                "The served bytes are not the ones that were signed: was the store written after its manifest?";
            case INTEGRITY_CHUNK_UNLISTED -> "The manifest has to list every file of the store.";
            case INTEGRITY_CHUNK_MISSING -> "The manifest lists an object that the miner does not serve.";
            case INTEGRITY_CHANGED_CLAIM ->
                "The miner now names another store or manifest than the one it committed to, which counts as a swap.";
            case CONTENT_LAYOUT -> "The store's layout cannot be read: see the store rules of the protocol.";
            case CONTENT_VALUES ->
                "Units, names or values contradict the variable: see the store rules of the protocol.";
            case DEREGISTERED -> "The slot belongs to another hotkey now, or to nobody.";
            case LATE, POLL_BUDGET -> "The forecast came too late for its run.";
            case TRUTH_UNAVAILABLE,
                    REFERENCE_NOT_READY,
                    ISOLATION,
                    OUT_OF_MEMORY,
                    LEASE_EXPIRED,
                    JOB_DEADLINE,
                    DATABASE,
                    VALIDATOR_INTERNAL -> "This is trouble on our own side and says nothing about the miner.";
        };
    }
}
