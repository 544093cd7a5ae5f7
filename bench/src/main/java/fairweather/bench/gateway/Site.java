package fairweather.bench.gateway;

import fairweather.bench.Schema;
import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Everything that stands around the gateway: the miners (an nginx), the other way to them (another nginx), the
 * database.
 */
final class Site implements AutoCloseable {
    private static final String PASSWORD = "bench";

    private final boolean tls;
    private final Path directory;
    private final List<Miner> miners;
    private final int minerPort;
    private final int bufferingPort;
    private final int unbufferedPort;
    private final Nginx upstream;
    private final Nginx proxy;
    private final EmbeddedPostgres postgres;
    private final FairweatherDatabase database;
    private final Map<Miner, Integer> responses;

    Site(Path directory, String program, int size, boolean tls)
            throws IOException, InterruptedException, SQLException, GeneralSecurityException {
        this.tls = tls;
        this.directory = Files.createDirectories(directory);
        this.miners = IntStream.range(0, size).mapToObj(Miner::new).toList();
        int[] ports = freePorts(3);
        this.minerPort = ports[0];
        this.bufferingPort = ports[1];
        this.unbufferedPort = ports[2];
        this.upstream = new Nginx(program, directory.resolve("miners"), minersOnDisk(), minerPort);
        this.proxy = new Nginx(program, directory.resolve("proxy"), proxyServers(), bufferingPort);
        this.postgres = EmbeddedPostgres.builder().start();
        FairweatherDatabase.createRoles(postgres, PASSWORD, PASSWORD);
        this.database = FairweatherDatabase.create(postgres, "bench", PASSWORD, PASSWORD);
        Schema.create(database);
        this.responses = Rows.seed(database, miners, minerPort);
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0));
        }
        int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket each : held) {
            each.close();
        }
        return ports;
    }

    private String minersOnDisk() throws IOException, InterruptedException, GeneralSecurityException {
        Path objects = Files.createDirectories(directory.resolve("objects"));
        RandomGenerator random = new Random(1);
        for (Load.StoreFile file : Load.StoreFile.values()) {
            byte[] bytes = new byte[file.bytes()];
            random.nextBytes(bytes);
            Files.write(objects.resolve(file.file()), bytes);
        }
        Path stores = Files.createDirectories(directory.resolve("stores"));
        Certificate certificate = tls ? Certificate.made(directory) : null;
        StringBuilder servers = new StringBuilder("server { listen 127.0.0.1:%d; return 404; }\n".formatted(minerPort));
        for (Miner miner : miners) {
            miner.publish(stores, objects);
            servers.append(miner.server(stores, minerPort, certificate));
        }
        return servers.toString();
    }

    /** What a sensible operator writes: connections are kept, buffers are large, nothing goes to the disk. */
    private String proxyServers() {
        StringBuilder upstreams = new StringBuilder();
        StringBuilder locations = new StringBuilder();
        for (Miner miner : miners) {
            upstreams.append("upstream miner%d { server %s:%d; keepalive 4; }\n"
                    .formatted(miner.uid(), miner.host(), minerPort));
            locations.append("location /%1$d/ { proxy_pass %2$s://miner%1$d/; }\n"
                    .formatted(miner.uid(), tls ? "https" : "http"));
        }
        String common = """
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_ssl_session_reuse on;
                proxy_max_temp_file_size 0;
                proxy_buffer_size 64k;
                proxy_buffers 16 64k;
                proxy_busy_buffers_size 256k;
                """;
        return upstreams
                + "server { listen 127.0.0.1:%d; proxy_buffering on;\n%s%s}\n"
                        .formatted(bufferingPort, common, locations)
                + "server { listen 127.0.0.1:%d; proxy_buffering off;\n%s%s}\n"
                        .formatted(unbufferedPort, common, locations);
    }

    /** The gateway among these miners. */
    GatewayProcess gateway(List<String> jvm) throws IOException, InterruptedException {
        return new GatewayProcess(directory, database, freePorts(1)[0], tls ? "https" : "http", jvm);
    }

    /** Has the first miners' manifests frozen, so that their objects can be read. */
    void freeze(int count) throws SQLException, IOException {
        for (Miner miner : miners.subList(0, count)) {
            Rows.freeze(database, miner, responses.get(miner));
        }
    }

    List<Integer> responses() {
        return miners.stream().map(responses::get).toList();
    }

    /** The process in between whose work is measured; 0 if there is none. */
    long processOf(Way way, GatewayProcess gateway) {
        return switch (way) {
            case DIRECT -> 0;
            case NGINX, NGINX_UNBUFFERED -> proxy.pid();
            case GATEWAY -> gateway.pid();
        };
    }

    /** So many readers' sources, each at a miner of its own. */
    List<Source> sources(Way way, Load load, GatewayProcess gateway) {
        return miners.stream()
                .limit(load.readers())
                .map(miner -> source(way, miner, "objects/" + load.object().file(), gateway))
                .toList();
    }

    private Source source(Way way, Miner miner, String key, GatewayProcess gateway) {
        return switch (way) {
            case DIRECT -> Source.get(miner.host(), minerPort, Miner.STORE + "/" + key, "");
            case NGINX -> Source.get("127.0.0.1", bufferingPort, "/" + miner.uid() + Miner.STORE + "/" + key, "");
            case NGINX_UNBUFFERED ->
                Source.get("127.0.0.1", unbufferedPort, "/" + miner.uid() + Miner.STORE + "/" + key, "");
            case GATEWAY ->
                Source.get(
                        "127.0.0.1",
                        gateway.port(),
                        "/internal/v1/responses/" + responses.get(miner) + "/objects/" + key,
                        "Authorization: Bearer " + GatewayProcess.TOKEN + "\r\n");
        };
    }

    @Override
    public void close() throws IOException {
        upstream.close();
        proxy.close();
        postgres.close();
    }
}
