package fairweather.deploy;

import fairweather.deploy.process.Recipe;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the services and the simulator are started. Passwords and the token go through the environment. */
final class Recipes {
    private static final int RESTARTS = 5;
    /** The simulator's miners listen on the loopback address, which the gateway otherwise refuses to call. */
    private static final String SIMULATED_MINERS = "127.0.0.0/8";

    /** All of the simulator's miners are on one host, which must not slow them down. */
    private static final int ONE_HOST = 1000;

    private final DemonstrationOptions options;
    private final Workspace workspace;
    private final FairweatherDatabase database;
    private final DatabaseRoute route;
    private final Map<Service, URI> addresses;
    private final String token;

    Recipes(
            DemonstrationOptions options,
            Workspace workspace,
            FairweatherDatabase database,
            DatabaseRoute route,
            Map<Service, URI> addresses,
            String token) {
        this.options = options;
        this.workspace = workspace;
        this.database = database;
        this.route = route;
        this.addresses = addresses;
        this.token = token;
    }

    Recipe service(Service service) throws IOException {
        return service(service, service.module(), addresses.get(service), Map.of());
    }

    /**
     * A service under a name and an address of its own.
     *
     * @param properties settings that this one has besides, or otherwise than, the usual ones
     */
    Recipe service(Service service, String name, URI address, Map<String, String> properties) throws IOException {
        FairweatherDatabase reached = route.of(service, database);
        Map<String, String> secrets = new HashMap<>();
        secrets.put("FAIRWEATHER_INTERNAL_TOKEN", token);
        secrets.put("QUARKUS_DATASOURCE_PASSWORD", database.appPassword());
        List<String> command = jvm(service.heapMebibytes());
        command.add(property("quarkus.http.host", address.getHost()));
        command.add(property("quarkus.http.port", address.getPort()));
        command.add(property("quarkus.datasource.reactive.url", reached.reactiveUrl()));
        command.add(property("quarkus.datasource.username", database.appUser()));
        switch (service) {
            case ORCHESTRATOR -> {
                secrets.put("QUARKUS_FLYWAY_PASSWORD", database.ownerPassword());
                command.add(property("quarkus.datasource.jdbc.url", reached.jdbcUrl()));
                command.add(property("quarkus.flyway.username", database.ownerUser()));
                command.add(property("fairweather.gateway.url", addresses.get(Service.GATEWAY)));
                command.add(property("fairweather.calendar.enabled", false));
                command.add(property("fairweather.host.conversations", ONE_HOST));
                command.add(property("fairweather.host.pace", "1ms"));
                command.add(property("fairweather.host.burst", ONE_HOST));
            }
            case GATEWAY -> {
                command.add(property("fairweather.miner.network.allow", SIMULATED_MINERS));
                command.add(property("fairweather.miner.scheme", "http"));
                command.add(property("fairweather.validator.key-file", workspace.temporary("validator.key")));
            }
            case SCORING -> {
                command.add(property("fairweather.gateway.url", addresses.get(Service.GATEWAY)));
                command.add(property("fairweather.reference.directories.demo", data()));
                command.add(
                        property("fairweather.field-cache.directory", workspace.temporary("field-cache-of-" + name)));
            }
        }
        options.settings().getOrDefault(service, Map.of()).forEach((key, value) -> command.add(property(key, value)));
        properties.forEach((key, value) -> command.add(property(key, value)));
        command.addAll(List.of("-jar", service.jar(options.root()).toString()));
        return new Recipe(name, command, secrets, workspace.log(name), RESTARTS);
    }

    /** The simulator is not started again: its miners would have forgotten what they were asked. */
    Recipe simulator(Path fleetFile) {
        List<String> command = jvm(384);
        // The one that computes much, hashes above all, which the first compiler does slowly.
        command.remove("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "fairweather.simulator.SimulatorMain",
                "--miners",
                Integer.toString(options.miners()),
                "--data",
                data().toString(),
                "--fleet-file",
                fleetFile.toString()));
        if (!options.troublemakers()) {
            command.add("--no-troublemakers");
        }
        command.addAll(options.fleet());
        return new Recipe("simulator", command, Map.of(), workspace.log("simulator"), 0);
    }

    private Path data() {
        return options.root().resolve("demo/data");
    }

    private static List<String> jvm(int heapMebibytes) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + heapMebibytes + "m",
                "-Duser.timezone=UTC"));
    }

    private static String property(String name, Object value) {
        return "-D" + name + "=" + value;
    }
}
