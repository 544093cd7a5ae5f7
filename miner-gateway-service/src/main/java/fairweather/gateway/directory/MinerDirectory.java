package fairweather.gateway.directory;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.operation.AskedMiner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
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

    private static AskedMiner miner(Row row) {
        Optional<AskedMiner.Frozen> frozen = Optional.ofNullable(row.getString("manifest_hash"))
                .map(hash -> new AskedMiner.Frozen(hash, new StorePath(row.getString("store_path"))));
        return new AskedMiner(
                row.getInteger("id"),
                row.getInteger("run_id"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                row.getOffsetDateTime("gfs_init_time_utc").toInstant(),
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
