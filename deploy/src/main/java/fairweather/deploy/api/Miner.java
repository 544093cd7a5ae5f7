package fairweather.deploy.api;

/** A miner of the simulator's fleet: where it listens and, where it makes trouble, which. */
public record Miner(int uid, String hotkey, String ip, int port, String label, String trouble) {}
