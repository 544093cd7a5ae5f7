package fairweather.miner.egress;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which resolved addresses may be connected to. It judges the address that the connection is then made to, so
 * that a name cannot mean one thing when checked and another when used.
 */
public final class EgressGuard {
    private final List<AddressBlock> allowed;
    private final Set<Integer> deniedPorts;
    private final Predicate<InetAddress> own;

    /**
     * @param allowed blocks that win over every range and over our own addresses
     * @param deniedPorts ports that no block allows
     * @param own whether an address belongs to this machine
     */
    public EgressGuard(List<AddressBlock> allowed, Set<Integer> deniedPorts, Predicate<InetAddress> own) {
        this.allowed = List.copyOf(allowed);
        this.deniedPorts = Set.copyOf(deniedPorts);
        this.own = own;
    }

    /** @throws FailureException BLOCKED_ADDRESS, with the kind of range but not the address */
    public void check(InetAddress address, int port) {
        // A name server can answer with an IPv4 address in IPv6 clothes; the connection then goes to the IPv4 one.
        refusal(AddressBlock.unmapped(address), port).ifPresent(reason -> {
            throw new FailureException(Code.BLOCKED_ADDRESS, reason);
        });
    }

    private Optional<String> refusal(InetAddress address, int port) {
        if (port < 1 || port > 65535) {
            return Optional.of("the miner's port is not a port");
        }
        if (deniedPorts.contains(port)) {
            return Optional.of("the miner's port belongs to another service and is never connected to");
        }
        if (allowed.stream().anyMatch(block -> block.contains(address))) {
            return Optional.empty();
        }
        Optional<String> range = ForbiddenRanges.nameFor(address);
        if (range.isPresent()) {
            return Optional.of("the miner's address is in a " + range.get() + " range, which is not connected to");
        }
        return own.test(address)
                ? Optional.of("the miner's address is one of this machine's own, which is not connected to")
                : Optional.empty();
    }
}
