package fairweather.deploy;

import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;

/** The way that a service takes to the database: straight, or through something that can fail in between. */
@FunctionalInterface
public interface DatabaseRoute {
    DatabaseRoute STRAIGHT = (service, database) -> database;

    /** Where this service is told that the database is; asked once per service. */
    FairweatherDatabase of(Service service, FairweatherDatabase database) throws IOException;
}
