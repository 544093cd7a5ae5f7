package fairweather.bench.queue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fairweather.postgres.FairweatherDatabase;

/** Connections for the peers that speak JDBC. */
final class JdbcPool {
    private JdbcPool() {}

    static HikariDataSource of(FairweatherDatabase where) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(where.jdbcUrl());
        config.setUsername(where.ownerUser());
        config.setPassword(where.ownerPassword());
        config.setMaximumPoolSize(Setting.CONNECTIONS);
        return new HikariDataSource(config);
    }
}
