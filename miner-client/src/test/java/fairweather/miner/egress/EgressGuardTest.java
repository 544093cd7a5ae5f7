package fairweather.miner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
    private final EgressGuard guard = new EgressGuard(List.of(), Set.of(22, 5432), address -> false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "::10.1.2.3",
                "64:ff9b::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2002:a00:1::",
                "2001:0:1::1",
                "2001:db8::1",
                "100::1"
            })
    void refusesWhatIsNotGloballyReachable(String literal) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> guard.check(InetAddress.ofLiteral(literal), 443))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(Code.BLOCKED_ADDRESS);
                    assertThat(refusal.failure().message()).doesNotContain(literal);
                });
    }

    /** A literal becomes an IPv4 address by itself; the answer of a name server need not. */
    private static InetAddress mapped(String ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(InetAddress.ofLiteral(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress("miner.example.org", bytes, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1"})
    void refusesWhatIsNotGloballyReachableInAnIpv6AddressToo(String ipv4) throws UnknownHostException {
        InetAddress address = mapped(ipv4);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> guard.check(address, 443))
                .matches(refusal -> refusal.code() == Code.BLOCKED_ADDRESS);
    }

    @Test
    void judgesAMappedAddressAsTheIpv4AddressThatItIs() throws UnknownHostException {
        InetAddress own = InetAddress.ofLiteral("8.8.4.4");
        EgressGuard careful = new EgressGuard(List.of(AddressBlock.parse("10.0.0.0/8")), Set.of(), own::equals);
        InetAddress allowed = mapped("10.0.0.1");
        InetAddress ours = mapped("8.8.4.4");

        assertThatCode(() -> careful.check(allowed, 443)).doesNotThrowAnyException();
        assertThatExceptionOfType(FailureException.class).isThrownBy(() -> careful.check(ours, 443));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1"
            })
    void letsPublicAddressesPass(String literal) {
        assertThatCode(() -> guard.check(InetAddress.ofLiteral(literal), 33333)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536, 22, 5432})
    void refusesPortsThatNoMinerHas(int port) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> guard.check(InetAddress.ofLiteral("1.1.1.1"), port))
                .matches(refusal -> refusal.code() == Code.BLOCKED_ADDRESS);
    }

    @Test
    void anAllowedBlockWinsOverTheRangesAndOverOurOwnAddressesButNotOverDeniedPorts() {
        EgressGuard open = new EgressGuard(
                List.of(AddressBlock.parse("127.0.0.0/8"), AddressBlock.parse("fd00::/8")), Set.of(22), own -> true);

        assertThatCode(() -> open.check(InetAddress.ofLiteral("127.0.0.1"), 8000))
                .doesNotThrowAnyException();
        assertThatCode(() -> open.check(InetAddress.ofLiteral("fd00::5"), 8000)).doesNotThrowAnyException();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> open.check(InetAddress.ofLiteral("127.0.0.1"), 22));
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> open.check(InetAddress.ofLiteral("10.0.0.1"), 8000));
    }

    @Test
    void refusesThisMachinesOwnPublicAddress() throws UnknownHostException {
        InetAddress own = InetAddress.getByAddress(new byte[] {8, 8, 4, 4});
        EgressGuard careful = new EgressGuard(List.of(), Set.of(), own::equals);

        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> careful.check(own, 443))
                .matches(refusal -> refusal.failure().message().contains("own"));
    }

    @Test
    void knowsTheAddressesOfThisMachine() {
        OwnAddresses own = new OwnAddresses();

        assertThat(own.test(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(own.test(InetAddress.ofLiteral("1.1.1.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "localhost/8", "10.0.0.0/x", "abc", "cafe", "/8"})
    void refusesABlockThatIsNotInCidrNotation(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> AddressBlock.parse(text));
    }

    @Test
    void aBlockEndsAtItsLastBit() {
        AddressBlock block = AddressBlock.parse("10.20.30.128/25");

        assertThat(block.contains(InetAddress.ofLiteral("10.20.30.128"))).isTrue();
        assertThat(block.contains(InetAddress.ofLiteral("10.20.30.255"))).isTrue();
        assertThat(block.contains(InetAddress.ofLiteral("10.20.30.127"))).isFalse();
        assertThat(block.contains(InetAddress.ofLiteral("::1"))).isFalse();
        assertThat(AddressBlock.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("255.1.1.1")))
                .isTrue();
    }
}
