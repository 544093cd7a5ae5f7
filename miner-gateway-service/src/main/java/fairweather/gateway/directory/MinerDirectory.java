package fairweather.gateway.directory;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.operation.AskedMiner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads from the database whom to ask. */
public final class MinerDirectory {
    private static final String FIND = """
            SELECT r.id, r.run_id, r.miner_uid, r.miner_hotkey, r.job_id, run.gfs_init_time_utc,
                   node.hotkey AS current_hotkey, node.ip, node.port, m.manifest_hash, m.store_path
            FROM weather_miner_responses r
            JOIN weather_forecast_runs run ON run.id = r.run_id
            LEFT JOIN node_table node ON node.uid = r.miner_uid
            LEFT JOIN forecast_manifests m ON m.response_id = r.id
            WHERE r.id = $1
            """;

    /** The slot, with its present holder's response of one cycle, or of the latest that it took part in. */
    private static final String SLOT = """
            SELECT coalesce(r.id, 0) AS id, coalesce(r.run_id, 0) AS run_id, node.uid AS miner_uid,
                   node.hotkey AS miner_hotkey, r.job_id, r.gfs_init_time_utc,
                   node.hotkey AS current_hotkey, node.ip, node.port, m.manifest_hash, m.store_path
            FROM node_table node
            LEFT JOIN LATERAL (
                SELECT response.id, response.run_id, response.job_id, run.gfs_init_time_utc
                FROM weather_miner_responses response
                JOIN weather_forecast_runs run ON run.id = response.run_id
                WHERE response.miner_uid = node.uid AND response.miner_hotkey = node.hotkey
                  AND ($2::timestamptz IS NULL OR run.gfs_init_time_utc = $2)
                ORDER BY run.gfs_init_time_utc DESC, response.id DESC
                LIMIT 1) r ON true
            LEFT JOIN forecast_manifests m ON m.response_id = r.id
            WHERE node.uid = $1 AND node.hotkey IS NOT NULL
            """;

    private static final String JOB_ID_TAKEN = """
            SELECT EXISTS (SELECT FROM weather_miner_responses
                           WHERE run_id = $1 AND miner_uid <> $2 AND job_id = $3) AS taken
            """;

    private static final String MANIFEST = "SELECT manifest_gzip FROM forecast_manifests WHERE response_id = $1";

    private final Pool database;

    public MinerDirectory(Pool database) {
        this.database = database;
    }

    /** Fails with {@link NoSuchResponse} and with DATABASE. */
    public Uni<AskedMiner> find(int responseId) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(responseId))
                .onFailure()
                .transform(MinerDirectory::databaseTrouble)
                .map(rows -> {
                    for (Row row : rows) {
                        return miner(row);
                    }
                    throw new NoSuchResponse(responseId);
                });
    }

    /**
     * Who holds a slot, whether or not it takes part in a run. Fails with {@link NoSuchMiner} and with DATABASE.
     *
     * @param cycle T0 that is asked about; empty: the latest that the miner took part in
     * @param otherwise T0 for a miner that took part in none
     */
    public Uni<AskedMiner> holder(int uid, Optional<Instant> cycle, Instant otherwise) {
        return database.preparedQuery(SLOT)
                .execute(Tuple.of(
                        uid, cycle.map(start -> start.atOffset(ZoneOffset.UTC)).orElse(null)))
                .onFailure()
                .transform(MinerDirectory::databaseTrouble)
                .map(rows -> {
                    for (Row row : rows) {
                        return miner(row, cycle.orElse(otherwise));
                    }
                    throw new NoSuchMiner(uid);
                });
    }

    private static AskedMiner miner(Row row) {
        return miner(row, null);
    }

    /** @param otherwise T0 for a row without a run */
    private static AskedMiner miner(Row row, Instant otherwise) {
        Optional<AskedMiner.Frozen> frozen = Optional.ofNullable(row.getString("manifest_hash"))
                .map(hash -> new AskedMiner.Frozen(hash, new StorePath(row.getString("store_path"))));
        return new AskedMiner(
                row.getInteger("id"),
                row.getInteger("run_id"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                Optional.ofNullable(row.getOffsetDateTime("gfs_init_time_utc"))
                        .map(OffsetDateTime::toInstant)
                        .orElse(otherwise),
                Optional.ofNullable(row.getString("job_id")),
                new AskedMiner.Slot(row.getString("current_hotkey"), row.getString("ip"), row.getInteger("port")),
                frozen);
    }

    /** Whether another slot of the same run has this job identifier. */
    public Uni<Boolean> jobIdTaken(AskedMiner miner, String jobId) {
        return database.preparedQuery(JOB_ID_TAKEN)
                .execute(Tuple.of(miner.runId(), miner.uid(), jobId))
                .onFailure()
                .transform(MinerDirectory::databaseTrouble)
                .map(rows -> rows.iterator().next().getBoolean("taken"));
    }

    /** The frozen manifest as it was stored, gzip. Fails with DATABASE, also if there is none. */
    public Uni<byte[]> frozenManifest(int responseId) {
        return database.preparedQuery(MANIFEST)
                .execute(Tuple.of(responseId))
                .onFailure()
                .transform(MinerDirectory::databaseTrouble)
                .map(rows -> rows.iterator().next().getBuffer("manifest_gzip").getBytes());
    }

    private static Throwable databaseTrouble(Throwable cause) {
        return new FailureException(Code.DATABASE, "the database did not answer", cause);
    }
}
