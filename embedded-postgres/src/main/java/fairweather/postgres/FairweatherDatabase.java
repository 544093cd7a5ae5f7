package fairweather.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Where a database of Fairweather is and how its two roles log in: the owner, who migrates the schema, and the
 * application, who reads and writes rows and may define nothing.
 */
public record FairweatherDatabase(
        String host,
        int port,
        String name,
        String ownerUser,
        String ownerPassword,
        String appUser,
        String appPassword) {
    public static final String OWNER = "fairweather_owner";
    public static final String APPLICATION = "fairweather_app";

    /** The same database, reached through another port. */
    public FairweatherDatabase at(int otherPort) {
        return new FairweatherDatabase(host, otherPort, name, ownerUser, ownerPassword, appUser, appPassword);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }

    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), ownerUser, ownerPassword);
    }

    public Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), appUser, appPassword);
    }

    /** Creates the two roles, once per server. The passwords must not contain a quote. */
    public static void createRoles(EmbeddedPostgres postgres, String ownerPassword, String appPassword)
            throws SQLException {
        postgres.execute(
                EmbeddedPostgres.SUPERUSER,
                "CREATE ROLE %s LOGIN PASSWORD '%s'; CREATE ROLE %s LOGIN PASSWORD '%s'"
                        .formatted(OWNER, ownerPassword, APPLICATION, appPassword));
    }

    /**
     * Creates a database on a server that has the roles. Whatever tables, sequences and functions the owner creates
     * later, the application may use.
     */
    public static FairweatherDatabase create(
            EmbeddedPostgres postgres, String name, String ownerPassword, String appPassword) throws SQLException {
        postgres.execute(EmbeddedPostgres.SUPERUSER, "CREATE DATABASE %s OWNER %s".formatted(name, OWNER));
        try (Connection connection = postgres.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
                    GRANT CONNECT ON DATABASE %1$s TO %3$s;
                    ALTER DEFAULT PRIVILEGES FOR ROLE %2$s IN SCHEMA public
                        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %3$s;
                    ALTER DEFAULT PRIVILEGES FOR ROLE %2$s IN SCHEMA public
                        GRANT USAGE, SELECT ON SEQUENCES TO %3$s;
                    """.formatted(name, OWNER, APPLICATION));
        }
        return new FairweatherDatabase(
                EmbeddedPostgres.HOST, postgres.port(), name, OWNER, ownerPassword, APPLICATION, appPassword);
    }
}
