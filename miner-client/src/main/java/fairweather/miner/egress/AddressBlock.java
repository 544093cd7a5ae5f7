package fairweather.miner.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of addresses in CIDR notation, for example {@code 10.0.0.0/8}; a bare address is a block of one. */
public record AddressBlock(InetAddress base, int prefixLength) {
    /** ::ffff:0:0/96, which the JDK does not let one write as a block. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    public AddressBlock {
        int bits = base.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix length of a block must be 0 to " + bits);
        }
    }

    /** Reads CIDR notation; host names are refused, so that a configuration never depends on a name server. */
    public static AddressBlock parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        if (!address.matches("[0-9a-fA-F:.]+") || !(address.contains(":") || address.matches("[0-9.]+"))) {
            throw new IllegalArgumentException("'" + text + "' is not a block of addresses in CIDR notation");
        }
        try {
            InetAddress base = InetAddress.ofLiteral(address);
            int bits = base.getAddress().length * 8;
            return new AddressBlock(base, slash < 0 ? bits : Integer.parseInt(trimmed.substring(slash + 1)));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a block of addresses in CIDR notation", malformed);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    /** The IPv4 address that an IPv4-mapped IPv6 one ({@code ::ffff:a.b.c.d}) stands for; others as they are. */
    static InetAddress unmapped(InetAddress address) {
        byte[] all = address.getAddress();
        boolean mapped = all.length == 16 && Arrays.equals(all, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped ? embeddedIpv4(address, MAPPED.length) : address;
    }

    /** The IPv4 address in four bytes of an IPv6 one, from {@code offset}. */
    static InetAddress embeddedIpv4(InetAddress address, int offset) {
        byte[] all = address.getAddress();
        byte[] four = {all[offset], all[offset + 1], all[offset + 2], all[offset + 3]};
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
