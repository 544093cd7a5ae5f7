package fairweather.check.miner;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Ss58;
import fairweather.miner.egress.AddressBlock;
import fairweather.miner.identity.Passphrase;
import fairweather.miner.settings.TlsMode;
import fairweather.miner.settings.TransportMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a miner is named on the command line. */
public final class MinerOptions {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int CYCLE_HOURS = 6;

    @Option(names = "--hotkey", paramLabel = "H", description = "the miner's address (SS58)")
    private String hotkey;

    @Option(
            names = "--cycle",
            paramLabel = "T0",
            description = "the forecast's start, for example 2026-11-26T00Z (today's 00Z)")
    private String cycle;

    @Option(
            names = "--key-file",
            paramLabel = "F",
            description = "a validator's key, mode 600; if it is sealed, the passphrase is in the variable "
                    + Passphrase.VARIABLE + " (a key made for this check)")
    private Path keyFile;

    @Option(
            names = "--scheme",
            paramLabel = "S",
            defaultValue = "ed25519",
            description = "of the signatures, the miner's and ours: ed25519 or sr25519 (${DEFAULT-VALUE})")
    private KeyScheme scheme;

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "direct",
            description = "direct: signed requests; fiber: a key exchange and encrypted ones (${DEFAULT-VALUE})")
    private TransportMode transport;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            defaultValue = "insecure",
            description = "system: certificate and name are checked; insecure: any certificate (${DEFAULT-VALUE})")
    private TlsMode tls;

    @Option(
            names = "--allow",
            paramLabel = "CIDR",
            description = "connect to these addresses although they are private or this machine's own; may be repeated")
    private List<String> allow = new ArrayList<>();

    /**
     * A miner that can be spoken to.
     *
     * @param url scheme, host and port
     * @param keyFile of the validator that asks; empty: a key is made
     * @param keyScheme of all signatures
     */
    public record Named(
            URI url,
            String hotkey,
            Instant cycle,
            Optional<Path> keyFile,
            KeyScheme keyScheme,
            TransportMode transport,
            TlsMode tls,
            List<String> allowed) {
        public String scheme() {
            return url.getScheme().toLowerCase(Locale.ROOT);
        }

        public int port() {
            if (url.getPort() > 0) {
                return url.getPort();
            }
            return scheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
        }
    }

    /**
     * The cycle that was asked for; empty if none was.
     *
     * @throws ParameterException if it is none
     */
    public Optional<Instant> cycle(CommandLine command) {
        return Optional.ofNullable(cycle).map(text -> start(command, text));
    }

    /**
     * @param address the URL
     * @throws ParameterException for what cannot be meant
     */
    public Named named(CommandLine command, String address, InstantSource clock) {
        URI url = url(command, address);
        if (hotkey == null) {
            throw new ParameterException(command, "--hotkey is missing: whose miner is it meant to be?");
        }
        if (!Ss58.isValid(hotkey)) {
            throw new ParameterException(command, "--hotkey is not an SS58 address: its checksum or length is wrong");
        }
        if (scheme == KeyScheme.NONE) {
            throw new ParameterException(command, "--scheme is ed25519 or sr25519: without one nothing is proven");
        }
        if (keyFile != null && !Files.isRegularFile(keyFile)) {
            throw new ParameterException(command, "--key-file: there is no file " + keyFile);
        }
        for (String block : allow) {
            check(command, block);
        }
        Instant start = cycle(command).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.DAYS));
        return new Named(url, hotkey, start, Optional.ofNullable(keyFile), scheme, transport, tls, allow);
    }

    private static void check(CommandLine command, String block) {
        try {
            AddressBlock.parse(block);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(command, "--allow: " + malformed.getMessage(), malformed);
        }
    }

    private static URI url(CommandLine command, String address) {
        try {
            URI url = new URI(address);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean bare = (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawQuery() == null
                    && url.getRawUserInfo() == null;
            if (web && bare && url.getHost() != null && url.getPort() <= 65535) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw notAnAddress(command, address);
        }
        throw notAnAddress(command, address);
    }

    private static ParameterException notAnAddress(CommandLine command, String address) {
        return new ParameterException(
                command, "'" + address + "' is not a miner's address; it looks like https://203.0.113.7:33333");
    }

    private static Instant start(CommandLine command, String text) {
        try {
            Instant start = Instant.parse(text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d)Z$", "$1:00:00Z"));
            if (start.getEpochSecond() % (CYCLE_HOURS * 3600L) == 0 && start.getNano() == 0) {
                return start;
            }
        } catch (DateTimeException malformed) {
            throw notACycle(command, text);
        }
        throw notACycle(command, text);
    }

    private static ParameterException notACycle(CommandLine command, String text) {
        return new ParameterException(
                command, "--cycle: '" + text + "' is not 00, 06, 12 or 18 UTC of a day, as in 2026-11-26T00Z");
    }
}
