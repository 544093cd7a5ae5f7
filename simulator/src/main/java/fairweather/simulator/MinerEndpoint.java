package fairweather.simulator;

/**
 * Where a miner is found, the form of one entry of a fleet file.
 *
 * @param hotkey SS58 address of its ed25519 key
 * @param trouble name of the knob; null for a good miner
 */
public record MinerEndpoint(int uid, String hotkey, String ip, int port, String label, String trouble) {}
