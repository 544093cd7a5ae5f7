package fairweather.bench;

import fairweather.postgres.FairweatherDatabase;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** The services' schema in a benchmark's database. */
public final class Schema {
    private Schema() {}

    public static void create(FairweatherDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", database.appUser()))
                .load()
                .migrate();
    }
}
