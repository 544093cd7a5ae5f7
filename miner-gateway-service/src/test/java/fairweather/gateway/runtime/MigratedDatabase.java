package fairweather.gateway.runtime;

import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real database of its own for the service, short limits, and the loopback network allowed. */
public class MigratedDatabase implements QuarkusTestResourceLifecycleManager {
    public static final String TOKEN = "the-services-secret";

    private boolean migrate = true;
    private String jobIdPolicy = "strict";
    private boolean loopbackAllowed = true;
    private String signatureScheme = "ed25519";
    private String passphrase;
    private String transport = "direct";

    @Override
    public void init(Map<String, String> arguments) {
        migrate = !"false".equals(arguments.get("migrate"));
        jobIdPolicy = arguments.getOrDefault("job-id-policy", jobIdPolicy);
        signatureScheme = arguments.getOrDefault("signature-scheme", signatureScheme);
        passphrase = arguments.get("passphrase");
        loopbackAllowed = !"false".equals(arguments.get("loopback"));
        transport = arguments.getOrDefault("transport", transport);
    }

    @Override
    public Map<String, String> start() {
        FairweatherDatabase database = TestDatabase.shared().freshDatabase();
        if (migrate) {
            migrate(database);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.appUser());
        settings.put("quarkus.datasource.password", database.appPassword());
        settings.put("test.owner.password", database.ownerPassword());
        settings.put("fairweather.internal-token", TOKEN);
        Path keyFile = keyFile();
        settings.put("fairweather.validator.key-file", keyFile.toString());
        settings.put("fairweather.miner.signature-scheme", signatureScheme);
        if (passphrase != null) {
            settings.put(
                    "fairweather.validator.passphrase-file",
                    passphraseFile(keyFile).toString());
        }
        settings.put("fairweather.miner.scheme", "http");
        settings.put("fairweather.miner.transport", transport);
        settings.put("fairweather.miner.job-id-policy", jobIdPolicy);
        settings.put("fairweather.miner.timeout.connect", "1s");
        settings.put("fairweather.miner.timeout.initiate", "1500ms");
        settings.put("fairweather.miner.timeout.poll", "1500ms");
        settings.put("fairweather.miner.timeout.access", "1500ms");
        settings.put("fairweather.miner.timeout.manifest", "5s");
        settings.put("fairweather.miner.timeout.chunk", "3s");
        if (loopbackAllowed) {
            settings.put("fairweather.miner.network.allow", "127.0.0.0/8");
        }
        return settings;
    }

    private static Path keyFile() {
        try {
            return Files.createTempDirectory("gateway-test").resolve("validator.key");
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    private Path passphraseFile(Path keyFile) {
        try {
            Path file = Files.writeString(keyFile.resolveSibling("passphrase"), passphrase);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    static void migrate(FairweatherDatabase database) {
        migrate(database.jdbcUrl(), database.ownerUser(), database.ownerPassword(), database.appUser());
    }

    static void migrate(String jdbcUrl, String owner, String password, String application) {
        Flyway.configure()
                .dataSource(jdbcUrl, owner, password)
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", application))
                .load()
                .migrate();
    }

    @Override
    public void stop() {
        // The server ends with this JVM.
    }
}
