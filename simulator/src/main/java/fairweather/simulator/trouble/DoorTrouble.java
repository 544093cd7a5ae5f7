package fairweather.simulator.trouble;

import java.net.InetSocketAddress;

/** Trouble before a word is said: where the miner says it is, and what is there. */
public enum DoorTrouble implements Trouble {
    /** The registered port is closed. */
    OFFLINE("offline", Door.CLOSED, null),
    /** Connections to the registered port are neither taken nor refused. */
    FULL("timeout-connect", Door.FULL, null),
    /** The posted address is none. */
    POSTS_NOTHING("posts-no-address", Door.OPEN, new InetSocketAddress("0.0.0.0", 8091)),
    /** The address where clouds keep their metadata. */
    POSTS_METADATA_ADDRESS("posts-metadata-ip", Door.OPEN, new InetSocketAddress("169.254.169.254", 80)),
    /** The same in IPv6 clothes. */
    POSTS_MAPPED_ADDRESS(
            "posts-mapped-metadata-ip", Door.OPEN, InetSocketAddress.createUnresolved("::ffff:169.254.169.254", 80)),
    /** The same as a number. */
    POSTS_NUMBER("posts-metadata-ip-as-number", Door.OPEN, InetSocketAddress.createUnresolved("2852039166", 80)),
    /** An address of somebody's private network. */
    POSTS_PRIVATE_ADDRESS("posts-private-ip", Door.OPEN, new InetSocketAddress("10.1.2.3", 8091)),
    /** A port that belongs to another service. */
    POSTS_DATABASE_PORT("posts-database-port", Door.OPEN, new InetSocketAddress("127.0.0.1", 5432)),
    /** A name that no server may ever know. */
    POSTS_UNKNOWN_NAME(
            "posts-unknown-name", Door.OPEN, InetSocketAddress.createUnresolved("miner.fairweather.invalid", 8091));

    private final String knob;
    private final Door door;
    private final InetSocketAddress posted;

    DoorTrouble(String knob, Door door, InetSocketAddress posted) {
        this.knob = knob;
        this.door = door;
        this.posted = posted;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public Door door() {
        return door;
    }

    @Override
    public InetSocketAddress posted(InetSocketAddress listening) {
        return posted == null ? listening : posted;
    }
}
