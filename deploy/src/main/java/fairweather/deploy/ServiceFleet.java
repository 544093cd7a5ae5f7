package fairweather.deploy;

import fairweather.deploy.api.Probe;
import fairweather.deploy.process.Ports;
import fairweather.deploy.process.SupervisedProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The three services' processes, each with its address, which it keeps over restarts, and its probe; and whichever
 * further processes of a service are started beside them.
 */
final class ServiceFleet implements AutoCloseable {
    private final Map<Service, URI> addresses = new EnumMap<>(Service.class);
    private final Map<Service, Probe> probes = new EnumMap<>(Service.class);
    private final Map<Service, SupervisedProcess> processes = new EnumMap<>(Service.class);
    private final List<SupervisedProcess> others = new ArrayList<>();
    private final Ports ports = Ports.ofThisProcess();
    private final Consumer<String> announcements;
    private final Consumer<String> logMirror;
    private final Runnable onRestart;

    ServiceFleet(
            DemonstrationOptions options,
            Consumer<String> announcements,
            Consumer<String> logMirror,
            Runnable onRestart)
            throws IOException {
        this.announcements = announcements;
        this.logMirror = logMirror;
        this.onRestart = onRestart;
        for (Service service : Service.values()) {
            int port = options.portBase() == 0 ? ports.free() : options.portBase() + service.ordinal();
            if (!Ports.isFree(port)) {
                throw new DemonstrationFailed("port " + port + " is taken; choose another --port-base");
            }
            URI address = URI.create("http://127.0.0.1:" + port);
            addresses.put(service, address);
            probes.put(service, new Probe(address));
        }
    }

    void start(Recipes recipes) throws IOException {
        for (Service service : Service.values()) {
            processes.put(
                    service, new SupervisedProcess(recipes.service(service), announcements, logMirror, onRestart));
        }
        for (SupervisedProcess process : processes.values()) {
            process.start();
        }
    }

    boolean ready() {
        return probes.values().stream().allMatch(Probe::ready);
    }

    /** Starts one more process of a service, with a log of its own; it is not asked whether it is ready. */
    Beside startBeside(Recipes recipes, Service service, Map<String, String> properties) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + ports.free());
        String name = service.module() + "-" + (others.size() + 2);
        SupervisedProcess process = new SupervisedProcess(
                recipes.service(service, name, address, properties), announcements, logMirror, () -> {});
        others.add(process);
        process.start();
        return new Beside(process, address);
    }

    /** A further process of a service and where it listens. */
    record Beside(SupervisedProcess process, URI address) {}

    SupervisedProcess process(Service service) {
        return processes.get(service);
    }

    List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>();
        processes.forEach((service, process) -> all.add(new Measurement(
                process.name(),
                process.restarts(),
                process.peakMemoryKib(),
                probes.get(service).eventLoopBlocks())));
        return all;
    }

    URI address(Service service) {
        return addresses.get(service);
    }

    Map<Service, URI> addresses() {
        return addresses;
    }

    Collection<SupervisedProcess> processes() {
        return processes.values();
    }

    Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        addresses.forEach((service, address) -> ports.put(service.module(), address.getPort()));
        return ports;
    }

    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        processes.forEach((service, process) -> pids.put(service.module(), process.pid()));
        return pids;
    }

    /** Asks all to end, without waiting. */
    void requestStop() {
        processes.values().forEach(SupervisedProcess::requestStop);
        others.forEach(SupervisedProcess::requestStop);
    }

    @Override
    public void close() {
        requestStop();
        processes.values().forEach(SupervisedProcess::close);
        others.forEach(SupervisedProcess::close);
        probes.values().forEach(Probe::close);
    }
}
