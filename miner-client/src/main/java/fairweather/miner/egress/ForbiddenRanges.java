package fairweather.miner.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The address ranges of which no miner can be a part: what is not globally reachable by the IANA special-purpose
 * registries, and the IPv6 forms that carry such an IPv4 address inside.
 */
final class ForbiddenRanges {
    private record Range(AddressBlock block, String name) {
        static Range of(String block, String name) {
            return new Range(AddressBlock.parse(block), name);
        }
    }

    private static final List<Range> RANGES = List.of(
            Range.of("0.0.0.0/8", "unspecified"),
            Range.of("10.0.0.0/8", "private"),
            Range.of("100.64.0.0/10", "carrier-grade NAT"),
            Range.of("127.0.0.0/8", "loopback"),
            Range.of("169.254.0.0/16", "link-local"),
            Range.of("172.16.0.0/12", "private"),
            Range.of("192.0.0.0/24", "reserved"),
            Range.of("192.0.2.0/24", "documentation"),
            Range.of("192.168.0.0/16", "private"),
            Range.of("198.18.0.0/15", "benchmarking"),
            Range.of("198.51.100.0/24", "documentation"),
            Range.of("203.0.113.0/24", "documentation"),
            Range.of("224.0.0.0/4", "multicast"),
            Range.of("240.0.0.0/4", "reserved"),
            Range.of("::/128", "unspecified"),
            Range.of("::1/128", "loopback"),
            Range.of("64:ff9b:1::/48", "local translation"),
            Range.of("100::/64", "discard"),
            Range.of("2001::/32", "tunnel"),
            Range.of("2001:db8::/32", "documentation"),
            Range.of("fc00::/7", "unique local"),
            Range.of("fe80::/10", "link-local"),
            Range.of("fec0::/10", "site-local"),
            Range.of("ff00::/8", "multicast"));

    private static final AddressBlock COMPATIBLE = AddressBlock.parse("::/96");
    private static final AddressBlock TRANSLATED = AddressBlock.parse("64:ff9b::/96");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");

    private ForbiddenRanges() {}

    /** The name of the range that forbids the address; empty if none does. */
    static Optional<String> nameFor(InetAddress address) {
        for (Range range : RANGES) {
            if (range.block().contains(address)) {
                return Optional.of(range.name());
            }
        }
        if (COMPATIBLE.contains(address) || TRANSLATED.contains(address)) {
            return nameFor(AddressBlock.embeddedIpv4(address, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return nameFor(AddressBlock.embeddedIpv4(address, 2));
        }
        return Optional.empty();
    }
}
