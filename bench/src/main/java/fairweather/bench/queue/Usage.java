package fairweather.bench.queue;

import fairweather.bench.ProcessUsage;
import java.time.Duration;

/**
 * What has been used up so far.
 *
 * @param walBytes write-ahead log of the whole server
 * @param commits commits in one database
 * @param client processor time of this process and of the children it has waited for
 * @param server processor time of PostgreSQL's processes
 */
record Usage(long walBytes, long commits, Duration client, Duration server) {
    static Usage now(DurableServer server, String database) {
        return new Usage(
                server.number(database, "SELECT pg_current_wal_insert_lsn() - '0/0'"),
                server.number(
                        "postgres", "SELECT xact_commit FROM pg_stat_database WHERE datname = '" + database + "'"),
                ProcessUsage.processorOfThis(),
                ProcessUsage.processorOfTree(server.pid()));
    }

    Usage since(Usage earlier) {
        return new Usage(
                walBytes - earlier.walBytes,
                commits - earlier.commits,
                client.minus(earlier.client),
                server.minus(earlier.server));
    }
}
