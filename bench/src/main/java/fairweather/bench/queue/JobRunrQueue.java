package fairweather.bench.queue;

import com.zaxxer.hikari.HikariDataSource;
import fairweather.postgres.FairweatherDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** JobRunr on its SQL storage, polling as often as it allows. */
final class JobRunrQueue extends WorkingQueue {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final DurableServer server;
    private final FairweatherDatabase where;
    private final JsonMapper json = new JacksonJsonMapper();
    private final HikariDataSource enqueuers;
    private final PostgresStorageProvider storage;
    private final JobRequestScheduler entrance;
    private HikariDataSource connections;
    private PostgresStorageProvider workersStorage;
    private BackgroundJobServer workers;

    /** A job that says no more than its key. */
    public record Note(int key) implements JobRequest {
        @Override
        public Class<NoteHandler> getJobRequestHandler() {
            return NoteHandler.class;
        }
    }

    /** Tells that a job was started. */
    public static final class NoteHandler implements JobRequestHandler<Note> {
        private final IntConsumer started;

        NoteHandler(IntConsumer started) {
            this.started = started;
        }

        @Override
        public void run(Note note) {
            started.accept(note.key());
        }
    }

    JobRunrQueue(DurableServer server) throws SQLException {
        this.server = server;
        where = server.newDatabase(name());
        enqueuers = JdbcPool.of(where);
        storage = storage(enqueuers);
        entrance = new JobRequestScheduler(storage);
    }

    private PostgresStorageProvider storage(HikariDataSource source) {
        PostgresStorageProvider provider = new PostgresStorageProvider(source);
        provider.setJobMapper(new JobMapper(json));
        return provider;
    }

    @Override
    public String name() {
        return "jobrunr";
    }

    @Override
    public String database() {
        return where.name();
    }

    @Override
    public String table() {
        return "jobrunr_jobs";
    }

    @Override
    public void empty() {
        server.execute(database(), "TRUNCATE jobrunr_jobs");
    }

    @Override
    public void fill(int jobs) {
        entrance.enqueue(IntStream.rangeClosed(1, jobs).mapToObj(Note::new));
    }

    /** Copies of a job that it has finished itself. */
    @Override
    public boolean addFinished(int rows) {
        server.execute(database(), """
                INSERT INTO jobrunr_jobs (id, version, jobasjson, jobsignature, state, createdat, updatedat)
                SELECT gen_random_uuid()::text, version, jobasjson, jobsignature, state, createdat, updatedat
                FROM (SELECT * FROM jobrunr_jobs WHERE state = 'SUCCEEDED' LIMIT 1) AS done, generate_series(1, %d)
                """.formatted(rows));
        return true;
    }

    @Override
    public long unfinished() {
        return server.number(database(), "SELECT count(*) FROM jobrunr_jobs WHERE state IN ('ENQUEUED', 'PROCESSING')");
    }

    @Override
    void start(IntConsumer started) {
        connections = JdbcPool.of(where);
        workersStorage = storage(connections);
        NoteHandler handler = new NoteHandler(started);
        JobActivator activator = new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(handler);
            }
        };
        BackgroundJobServerConfiguration configuration =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(POLL)
                        .andWorkerCount(Setting.SLOTS);
        workers = new BackgroundJobServer(workersStorage, json, activator, configuration);
        workers.start();
    }

    @Override
    void stop() {
        workers.stop();
        workersStorage.close();
        connections.close();
    }

    @Override
    void enqueue(int key) {
        entrance.enqueue(new Note(key));
    }

    @Override
    public void close() {
        storage.close();
        enqueuers.close();
    }
}
