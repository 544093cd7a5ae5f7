package fairweather.miner.settings;

import fairweather.forecast.signature.KeyScheme;
import fairweather.miner.conversation.JobIdPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How miners are spoken to. Every limit is a limit on what one miner can cost. */
@ConfigMapping(prefix = "fairweather.miner")
public interface MinerSettings {

    /** The scheme of every address in the node table. */
    @WithDefault("https")
    Scheme scheme();

    /** How questions are signed and wrapped. */
    @WithDefault("direct")
    TransportMode transport();

    /** Whether an unsigned reply is refused; a wrong signature always is. For the direct transport only. */
    @WithDefault("false")
    boolean requireSignedReplies();

    /** How a miner's certificate is judged. */
    @WithDefault("insecure")
    TlsMode tls();

    /** Where the certificate keys of {@code pin} are kept, a file of this process alone; without one, in memory. */
    Optional<String> pinFile();

    /** Whether an accepted job must bear the deterministic identifier. */
    @WithDefault("strict")
    JobIdPolicy jobIdPolicy();

    /** The signature scheme of every hotkey, the miners' and our own; {@code none} only where development is declared. */
    @WithDefault("ed25519")
    KeyScheme signatureScheme();

    Network network();

    Timeout timeout();

    Chunk chunk();

    Budget budget();

    /** Connections that are kept open to one address; one more is used for confirming reads. At most 4 together. */
    @WithDefault("3")
    int pooledConnections();

    enum Scheme {
        HTTP,
        HTTPS
    }

    /** Which networks may be reached. */
    interface Network {
        /** CIDR blocks that are allowed although they are private, loopback or our own; empty by default. */
        Optional<List<String>> allow();

        /** Ports that no miner may have. */
        @WithDefault("22,23,25,53,110,111,135,139,143,389,445,465,587,993,995,1433,1521,2049,2375,2376,2379,2380,3306,"
                + "3389,5432,5900,5984,6379,6443,8500,9092,9200,9300,10250,11211,27017")
        List<Integer> denyPorts();
    }

    /**
     * Absolute limits per call: host name, connection, TLS, headers and body together. A freeze has access + manifest
     * for everything, an object access + chunk, with a replaced token and its second reading; the queue adds its limit
     * once.
     */
    interface Timeout {
        @WithDefault("5s")
        Duration connect();

        /** Both calls of a key exchange together; a call that waits for it has no more time for that. */
        @WithDefault("10s")
        Duration handshake();

        @WithDefault("30s")
        Duration initiate();

        @WithDefault("15s")
        Duration poll();

        @WithDefault("45s")
        Duration access();

        /** The manifest, its signature and the consolidated metadata together. */
        @WithDefault("120s")
        Duration manifest();

        /** One object of a store. */
        @WithDefault("60s")
        Duration chunk();

        /** How long all calls of a request wait for the miner's connections; our own queue, not the miner's time. */
        @WithDefault("60s")
        Duration queue();
    }

    /** The least speed of an object's bytes. */
    interface Chunk {
        /** Bytes per second on average, counted while we are willing to read. */
        @WithDefault("262144")
        long minimumRate();

        /** From when on the average is held against the miner. */
        @WithDefault("10s")
        Duration rateGrace();
    }

    /** What miners may cost together, and each of them in a run. */
    interface Budget {
        /** Bytes of one response's store that are passed on, counted while the service lives; 0 for any number. */
        @WithDefault("8589934592")
        long responseBytes();

        /** Calls to all miners that are under way at once; each has a connection. More wait in our own queue. */
        @WithDefault("512")
        int connections();

        /** Bytes of bodies from all miners in an hour; 0 for any number. */
        @WithDefault("0")
        long hourlyBytes();
    }
}
