package fairweather.scoring.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.database.Database;
import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.NewJob;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.memory.MemoryNeed;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.provider.ReferenceData;
import fairweather.scoring.forecast.FrozenForecasts;
import fairweather.scoring.forecast.Gateway;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.Catalogue;
import fairweather.scoring.store.KinshipStore;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.ManifestStore;
import fairweather.scoring.store.RunStore;
import fairweather.scoring.store.TruthStore;
import fairweather.scoring.task.Day1Task;
import fairweather.scoring.task.Era5Task;
import fairweather.scoring.task.Kinship;
import fairweather.scoring.task.SeedTask;
import fairweather.scoring.task.TruthTask;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;

/** A migrated database with one run, the four tasks working on its queue, and a gateway. */
public final class Rig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LEAD_LIMIT = Duration.ofSeconds(900);

    public final StubGateway gateway;
    public final int runId;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final FairweatherDatabase place;
    private final Database database;
    private final ReferenceFields fields;
    private final PostgresJobQueue queue;
    private final WorkerPool workers;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private int nextUid;
    private Duration shift = Duration.ZERO;

    /** @param directory of reference data, called demo by the run */
    public Rig(Path directory, Path cache) throws IOException {
        this(directory, cache, LEAD_LIMIT);
    }

    /** @param leadLimit the longest time for reading a lead */
    public Rig(Path directory, Path cache, Duration leadLimit) throws IOException {
        this(directory, cache, leadLimit, Workplace.HERE, MemoryNeed.NONE);
    }

    /** @param reference what the run calls demo */
    public Rig(Function<Database, ReferenceData> reference) throws IOException {
        this(reference, LEAD_LIMIT, Workplace.HERE, MemoryNeed.NONE);
    }

    /**
     * @param workplace where forecasts are measured
     * @param need of one such job
     */
    public Rig(Path directory, Path cache, Duration leadLimit, Workplace workplace, MemoryNeed need)
            throws IOException {
        this(database -> directory(directory, cache), leadLimit, workplace, need);
    }

    private Rig(Function<Database, ReferenceData> reference, Duration leadLimit, Workplace workplace, MemoryNeed need)
            throws IOException {
        gateway = new StubGateway();
        place = migrated();
        PgConnectOptions options = PgConnectOptions.fromUri(place.reactiveUrl())
                .setUser(place.appUser())
                .setPassword(place.appPassword())
                .addProperty("TimeZone", "UTC");
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(options)
                .using(vertx)
                .build();
        database = new Database(pool);
        queue = new PostgresJobQueue(pool);
        runId = insertRun(database);
        fields = new ReferenceFields(List.of(reference.apply(database)), new Catalogue(database));
        RunStore runs = new RunStore(database);
        LeadStore leads = new LeadStore(database);
        ManifestStore manifests = new ManifestStore(database);
        Kinship kinship = new Kinship(new KinshipStore(database), manifests);
        FrozenForecasts forecasts = new FrozenForecasts(
                manifests,
                Gateway.at(gateway.url(), "Bearer " + StubGateway.TOKEN, new Random(1), Duration.ofSeconds(10)),
                leadLimit,
                workplace);
        workers = new WorkerPool(
                queue,
                new PostgresRetryHistory(pool),
                "scoring-" + UUID.randomUUID(),
                List.of(
                        new Lane(JobType.SEED, new SeedTask(runs, leads, fields), 1, threads),
                        new Lane(
                                JobType.ERA5_TRUTH,
                                new TruthTask(runs, new TruthStore(database), fields, lag -> {}),
                                1,
                                threads),
                        new Lane(JobType.DAY1, new Day1Task(runs, leads, fields, forecasts, kinship), 1, threads)
                                .with(need),
                        new Lane(
                                        JobType.ERA5,
                                        new Era5Task(runs, leads, fields, forecasts, kinship, duration -> {}),
                                        1,
                                        threads)
                                .with(need)));
        workers.start();
    }

    private static ReferenceData directory(Path directory, Path cache) {
        DirectorySource source = DirectorySource.open(directory);
        return ReferenceData.of("demo", source, source.closed(), FieldCache.open(cache));
    }

    /** A database of its own with the schema and nothing else. */
    public static FairweatherDatabase migrated() {
        registerDriver();
        FairweatherDatabase fresh = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.ownerUser(), fresh.ownerPassword())
                .placeholders(Map.of("app_role", fresh.appUser()))
                .load()
                .migrate();
        return fresh;
    }

    /** Where a Quarkus test ran before, the driver is registered for its class loader only. */
    private static void registerDriver() {
        try {
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("the tests need the JDBC driver of PostgreSQL", missing);
        }
    }

    public static int insertRun(Database database) {
        return database.query("""
                        INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                            forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
                        SELECT 'demo', $1, $1, 'forecast', 'hindcast', 'validator', run_config, 1, 'gfs_downloading'
                        FROM series WHERE name = 'demo' RETURNING id
                        """, Archive.START.atOffset(ZoneOffset.UTC))
                .getFirst()
                .getInteger("id");
    }

    public Database database() {
        return database;
    }

    public ReferenceFields fields() {
        return fields;
    }

    /** Moves the database's clock forward. */
    public void later(Duration by) {
        shift = shift.plus(by);
        String now = "CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS "
                + "$now$ SELECT clock_timestamp() + interval '" + shift.toMillis() + " milliseconds' $now$";
        try (Connection connection = place.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(now);
        } catch (SQLException failed) {
            throw new IllegalStateException(now, failed);
        }
    }

    /** Changes the configuration of the run, before any of its work is done. */
    public Rig configured(JsonObject changes) {
        database.update("UPDATE weather_forecast_runs SET run_config = run_config || $2 WHERE id = $1", runId, changes);
        return this;
    }

    /** A response whose store is frozen and served; the first has slot 0. */
    public int response(SortedMap<ObjectKey, byte[]> objects) {
        return response(objects, Map.of());
    }

    /** @param madeUp hashes of objects that are listed and do not exist */
    public int response(SortedMap<ObjectKey, byte[]> objects, Map<ObjectKey, String> madeUp) {
        int uid = nextUid++;
        String hotkey = "hotkey-" + uid;
        int id = database.first("""
                        INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey, status)
                        VALUES ($1, $2, $3, 'forecast_ready') RETURNING id
                        """, runId, uid, hotkey).orElseThrow().getInteger("id");
        byte[] manifest = Store.manifest(objects, madeUp, hotkey);
        database.update(
                """
                INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, store_path,
                                                file_count)
                VALUES ($1, $2, $3, $4, $5, '/forecasts/test.zarr', $6)
                """,
                id,
                Sha256.hex(manifest),
                Buffer.buffer(gzip(manifest)),
                Buffer.buffer(new byte[64]),
                hotkey,
                objects.size());
        leadsWithoutTruth(uid, hotkey);
        gateway.serve(id, objects);
        return id;
    }

    /** As the fold ends them. */
    private void leadsWithoutTruth(int uid, String hotkey) {
        database.update("""
                INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours, status)
                SELECT r.id, $2, $3, 'era5', 'score', lead.hours::integer, 'failed'
                FROM weather_forecast_runs r
                CROSS JOIN jsonb_array_elements_text(r.run_config -> 'era5_lead_hours') AS lead(hours)
                JOIN truth_status t ON t.status = 'gone'
                    AND t.valid_time = r.gfs_init_time_utc + make_interval(hours => lead.hours::integer)
                WHERE r.id = $1
                """, runId, uid, hotkey);
    }

    public long enqueueSeed() {
        return enqueue(NewJob.ofRun(JobType.SEED, runId, new JsonObject()));
    }

    public long enqueueTruth(int leadHours, String giveUpAt) {
        String validTime = Archive.START.plus(Duration.ofHours(leadHours)).toString();
        JsonObject payload = new JsonObject()
                .put("source", "demo")
                .put("valid_time", validTime)
                .put("run_id", runId)
                .put("lead_hours", leadHours)
                .put("give_up_at", giveUpAt);
        String key = "era5_truth_" + validTime;
        return enqueue(new NewJob(JobType.ERA5_TRUTH, 55, payload, Due.now(), key, runId, null, null, null));
    }

    public long enqueue(JobType type, int responseId) {
        Row row = database.first(
                        "SELECT miner_uid, miner_hotkey FROM weather_miner_responses WHERE id = $1", responseId)
                .orElseThrow();
        return enqueue(NewJob.ofMiner(
                type,
                runId,
                responseId,
                row.getInteger("miner_uid"),
                new JsonObject().put("miner_hotkey", row.getString("miner_hotkey")),
                Due.now()));
    }

    public long enqueue(NewJob job) {
        long id = queue.enqueue(job).await().atMost(PATIENCE).orElseThrow();
        workers.wake();
        return id;
    }

    /** Waits until the job has ended or waits for later, and returns its row. */
    public Row settled(long jobId) {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> job(jobId), Rig::rests);
    }

    private static boolean rests(Row job) {
        String status = job.getString("status");
        boolean waits = status.equals("pending") || status.equals("retry_scheduled");
        return !status.equals("in_progress") && !(waits && job.getBoolean("due"));
    }

    public Row run(JobType type, int responseId) {
        return settled(enqueue(type, responseId));
    }

    public Row job(long jobId) {
        return database.first("SELECT *, due_at <= fw_now() AS due FROM validator_jobs WHERE id = $1", jobId)
                .orElseThrow();
    }

    /** Makes a job due and whatever lead of its response waits for a retry. */
    public void hurry(long jobId) {
        database.update("""
                UPDATE weather_forecast_steps s SET next_retry_time = fw_now()
                FROM validator_jobs j
                WHERE j.id = $1 AND s.run_id = j.run_id AND s.miner_uid = j.miner_uid
                  AND s.status IN ('retry_scheduled', 'pending')
                """, jobId);
        database.update("UPDATE validator_jobs SET due_at = fw_now() WHERE id = $1", jobId);
        workers.wake();
    }

    /** The outcomes of a job in order, for example {@code lead_scored}. */
    public List<Row> outcomes(long jobId) {
        return database.query("SELECT kind, data FROM outcomes WHERE job_id = $1 ORDER BY id", jobId);
    }

    public JsonObject outcome(long jobId, String kind) {
        List<Row> rows = outcomes(jobId).stream()
                .filter(row -> row.getString("kind").equals(kind))
                .toList();
        assertThat(rows).as(kind).hasSize(1);
        return rows.getFirst().getJsonObject("data");
    }

    public List<Row> components(int responseId) {
        return database.query("""
                SELECT * FROM weather_forecast_component_scores WHERE response_id = $1
                ORDER BY score_type, lead_hours, variable_name
                """, responseId);
    }

    public Row component(int responseId, int lead, String variable) {
        return components(responseId).stream()
                .filter(row -> row.getInteger("lead_hours") == lead
                        && row.getString("variable_name").equals(variable))
                .findFirst()
                .orElseThrow();
    }

    public Row scoreRow(int responseId, int lead) {
        return database.first(
                        "SELECT * FROM weather_miner_scores WHERE response_id = $1 AND lead_hours = $2",
                        responseId,
                        lead)
                .orElseThrow();
    }

    /** What a variable adds to the score of a lead before the division by the number of variables. */
    public double contribution(int responseId, int lead, String variable) {
        JsonObject terms = scoreRow(responseId, lead)
                .getJsonObject("metrics")
                .getJsonObject("variables")
                .getJsonObject(variable);
        return 0.6 * terms.getDouble("skill_term")
                + 0.3 * terms.getDouble("acc_term")
                + 0.1 * terms.getDouble("rmse_term");
    }

    /** The step row of a response, or of the run for response 0. */
    public Row step(int responseId, String step, String substep, Integer lead) {
        return database.first("""
                        SELECT s.* FROM weather_forecast_steps s
                        LEFT JOIN weather_miner_responses r
                            ON r.run_id = s.run_id AND r.miner_uid = s.miner_uid AND r.miner_hotkey = s.miner_hotkey
                        WHERE s.run_id = $1 AND coalesce(r.id, 0) = $2 AND s.step_name = $3 AND s.substep = $4
                          AND s.lead_hours IS NOT DISTINCT FROM $5
                        """, runId, responseId, step, substep, lead).orElseThrow();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        workers.close();
        threads.shutdownNow();
        gateway.close();
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }
}
