package fairweather.miner.egress;

import java.net.InetAddress;

/**
 * A checked place to connect to.
 *
 * @param host what the Host header names
 * @param address what is connected to
 */
public record Destination(String host, InetAddress address, int port) {}
