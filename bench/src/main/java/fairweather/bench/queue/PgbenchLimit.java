package fairweather.bench.queue;

import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import fairweather.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The limit: pgbench, in C and without a thought, claims one job and completes it, each with a commit of its own, on a
 * table with the columns and indexes that claim, lease and fence need and no more.
 */
final class PgbenchLimit implements Contestant {
    private static final String SCRIPT = """
            WITH due AS (
                SELECT id FROM jobs
                WHERE job_type = 'note' AND status IN ('pending', 'retry_scheduled')
                  AND sort_at <= (SELECT clock_timestamp()) AND due_at <= (SELECT clock_timestamp())
                ORDER BY sort_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            UPDATE jobs j SET
                status = 'in_progress', attempts = j.attempts + 1, lease_token = j.lease_token + 1,
                claimed_by = 'worker', lease_expires_at = clock_timestamp() + interval '30 seconds'
            FROM due WHERE j.id = due.id
            RETURNING j.id AS id, j.lease_token AS lease_token, j.payload AS payload \\gset
            UPDATE jobs SET
                status = 'completed', attempts = 0, result = '{"outcome": "done", "detail": {}}',
                completed_at = clock_timestamp(), lease_expires_at = NULL
            WHERE id = :id AND lease_token = :lease_token AND status = 'in_progress';
            """;

    private final DurableServer server;
    private final FairweatherDatabase where;
    private final Path script;

    /** True if there is a pgbench to run. */
    static boolean installed() {
        return ChildProcess.runs("pgbench", "--version");
    }

    PgbenchLimit(DurableServer server) throws SQLException, IOException {
        this.server = server;
        where = server.newDatabase(name());
        server.execute(database(), """
                CREATE TABLE jobs (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job_type varchar(64) NOT NULL,
                    status varchar(32) NOT NULL DEFAULT 'pending', payload jsonb NOT NULL, result jsonb,
                    attempts integer NOT NULL DEFAULT 0, due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    sort_at timestamptz NOT NULL DEFAULT clock_timestamp(), lease_token bigint NOT NULL DEFAULT 0,
                    lease_expires_at timestamptz, claimed_by varchar(64), completed_at timestamptz);
                CREATE INDEX jobs_claim ON jobs (job_type, sort_at, id, due_at)
                    WHERE status IN ('pending', 'retry_scheduled');
                CREATE INDEX jobs_lease ON jobs (lease_expires_at, id) WHERE status = 'in_progress';
                GRANT ALL ON jobs TO %s
                """.formatted(where.appUser()));
        script = Files.createTempFile("fairweather-claim-and-complete-", ".sql");
        Files.writeString(script, SCRIPT);
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public String database() {
        return where.name();
    }

    @Override
    public String table() {
        return "jobs";
    }

    @Override
    public void empty() {
        server.execute(database(), "TRUNCATE jobs");
    }

    @Override
    public void fill(int jobs) {
        server.execute(database(), """
                INSERT INTO jobs (job_type, payload)
                SELECT 'note', jsonb_build_object('key', n) FROM generate_series(1, %d) AS n
                """.formatted(jobs));
    }

    @Override
    public boolean addFinished(int rows) {
        server.execute(database(), """
                INSERT INTO jobs (job_type, payload, status, result, lease_token, claimed_by, completed_at)
                SELECT 'note', jsonb_build_object('key', n), 'completed', '{"outcome": "done", "detail": {}}', 1,
                       'worker', clock_timestamp()
                FROM generate_series(1, %d) AS n
                """.formatted(rows));
        return true;
    }

    @Override
    public long unfinished() {
        return server.number(database(), """
                SELECT count(*) FROM jobs WHERE status IN ('pending', 'retry_scheduled')""")
                + server.number(database(), "SELECT count(*) FROM jobs WHERE status = 'in_progress'");
    }

    @Override
    public Duration drain(int jobs, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        Process pgbench = run(jobs / Setting.CONNECTIONS);
        if (!pgbench.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            pgbench.destroy();
            pgbench.waitFor();
        } else if (pgbench.exitValue() != 0) {
            throw new IllegalStateException("pgbench ended with " + pgbench.exitValue());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Process run(int each) {
        String clients = Integer.toString(Setting.CONNECTIONS);
        ProcessBuilder builder = new ProcessBuilder(ChildProcess.bound(
                        "TERM",
                        List.of(
                                "pgbench",
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs=2",
                                "--transactions=" + each,
                                "--file=" + script,
                                "--host=" + EmbeddedPostgres.HOST,
                                "--port=" + where.port(),
                                "--username=" + where.appUser(),
                                where.name())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", where.appPassword());
        try {
            return ChildProcess.start(builder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(script);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
