package fairweather.bench.gateway;

import fairweather.bench.ProcessUsage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** All ways and all loads, in turn, so that what else the machine does befalls all alike. */
final class Bout {
    private static final List<Integer> READERS = List.of(1, 4, 16);

    /** As the launcher starts it, but with both compilers. */
    private static final List<String> GATEWAY = List.of("-XX:+UseSerialGC", "-Xmx256m");

    private final Path directory;
    private final String nginx;
    private final Plan plan;
    private final PrintWriter out;
    private final Figures figures = new Figures();

    Bout(Path directory, String nginx, Plan plan, PrintWriter out) {
        this.directory = directory;
        this.nginx = nginx;
        this.plan = plan;
        this.out = out;
    }

    /** How much is measured. */
    record Plan(int rounds, int miners, Duration transfer) {
        int readers() {
            return Math.min(miners, READERS.getLast());
        }
    }

    Figures run() throws IOException, InterruptedException, SQLException, GeneralSecurityException {
        for (boolean tls : new boolean[] {false, true}) {
            Path place = directory.resolve(tls ? "https" : "http");
            try (Site site = new Site(place, nginx, plan.miners(), tls)) {
                if (!tls) {
                    talk(site);
                }
                pass(site, tls);
            }
        }
        return figures;
    }

    private void talk(Site site) throws IOException, InterruptedException {
        try (GatewayProcess gateway = site.gateway(GATEWAY)) {
            for (int round = 0; round <= plan.rounds(); round++) {
                say("asking %d miners, ".formatted(plan.miners()) + roundWords(round));
                Conversations held = Conversations.held(gateway.port(), site.responses());
                if (round > 0) {
                    figures.conversations().add(held);
                }
            }
            figures.talkingBytes().add((double) ProcessUsage.peakResidentBytes(gateway.pid()));
        }
    }

    private void pass(Site site, boolean tls) throws IOException, InterruptedException, SQLException {
        site.freeze(plan.readers());
        try (GatewayProcess gateway = site.gateway(GATEWAY)) {
            for (int round = 0; round <= plan.rounds(); round++) {
                say("passing objects on by %s, ".formatted(tls ? "HTTPS" : "HTTP") + roundWords(round));
                for (Load.StoreFile object : Load.StoreFile.values()) {
                    for (int readers : READERS) {
                        pass(site, gateway, new Load(tls, object, Math.min(readers, plan.miners())), round > 0);
                    }
                }
            }
            figures.passingBytes().add((double) ProcessUsage.peakResidentBytes(gateway.pid()));
        }
    }

    private void pass(Site site, GatewayProcess gateway, Load load, boolean counted)
            throws IOException, InterruptedException {
        for (Way way : Way.values()) {
            // The reader does not speak TLS; the proxies do.
            if (way == Way.DIRECT && load.tls()) {
                continue;
            }
            Transfer transfer =
                    Transfer.measured(site.sources(way, load, gateway), plan.transfer(), site.processOf(way, gateway));
            if (counted) {
                figures.add(load, way, transfer);
            }
        }
    }

    private String roundWords(int round) {
        return round == 0 ? "warming up" : "round " + round + " of " + plan.rounds();
    }

    private void say(String words) {
        out.println(words);
        out.flush();
    }
}
