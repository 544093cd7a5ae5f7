package fairweather.scoring.service;

import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.StubGateway;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A database without a schema, and the settings that a scoring service needs. */
public class EmptyDatabase implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        FairweatherDatabase database = TestDatabase.shared().freshDatabase();
        try {
            return Map.of(
                    "quarkus.datasource.reactive.url", database.reactiveUrl(),
                    "quarkus.datasource.username", database.appUser(),
                    "quarkus.datasource.password", database.appPassword(),
                    "test.jdbc.url", database.jdbcUrl(),
                    "test.owner", database.ownerUser(),
                    "test.owner.password", database.ownerPassword(),
                    "fairweather.internal-token", StubGateway.TOKEN,
                    "fairweather.reference.directories.demo", Archive.DIRECTORY.toString(),
                    "fairweather.field-cache.directory",
                            Files.createTempDirectory("field-cache").toString(),
                    "quarkus.http.test-port", "0");
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    @Override
    public void stop() {}
}
