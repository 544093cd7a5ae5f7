package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.postgres.TestDatabase;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NotificationsTest {
    private static final String LISTENERS = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN %' AND pid <> pg_backend_pid()
            """;

    private static MigratedDatabase database;

    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger outcomes = new AtomicInteger();

    @BeforeAll
    static void createDatabase() {
        database = MigratedDatabase.create();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private Notifications listen() {
        Map<String, Runnable> handlers = Map.of("jobs", jobs::incrementAndGet, "outcomes", outcomes::incrementAndGet);
        return new Notifications(database.vertx(), database.connectOptions(), handlers);
    }

    @Test
    void given_a_listener_when_it_has_connected_then_each_handler_looks_once_and_then_hears_its_own_channel_only() {
        try (Notifications listening = listen()) {
            await().until(() -> jobs.get() == 1 && outcomes.get() == 1);
            database.asOwner("NOTIFY jobs");
            await().until(() -> jobs.get() == 2);
            assertThat(outcomes).hasValue(1);
            assertThat(listening).isNotNull();
        }
    }

    @Test
    @Tag("F-09")
    void given_a_listener_when_its_connection_is_killed_then_it_comes_back_looks_again_and_hears_again()
            throws SQLException {
        try (Notifications listening = listen()) {
            await().until(() -> jobs.get() == 1 && outcomes.get() == 1);
            for (int kill = 1; kill <= 2; kill++) {
                int looked = jobs.get();
                int lookedAtOutcomes = outcomes.get();
                assertThat(killListeners()).isEqualTo(1);
                await().until(() -> jobs.get() == looked + 1 && outcomes.get() == lookedAtOutcomes + 1);
                database.asOwner("NOTIFY jobs");
                await().until(() -> jobs.get() == looked + 2);
                assertThat(outcomes).as("heard, not connected anew").hasValue(lookedAtOutcomes + 1);
            }
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void given_a_listener_when_it_is_closed_then_its_connection_ends_and_stays_ended() {
        Notifications listening = listen();
        await().until(() -> listeners() == 1);
        listening.close();
        await().until(() -> listeners() == 0);
        int heard = jobs.get();
        database.asOwner("NOTIFY jobs");
        await().during(Duration.ofMillis(1500)).until(() -> listeners() == 0);
        assertThat(jobs).hasValue(heard);
    }

    @Test
    void given_a_listener_that_is_closed_while_it_connects_then_no_connection_remains() {
        for (int i = 0; i < 10; i++) {
            listen().close();
        }
        await().during(Duration.ofMillis(300)).until(() -> listeners() == 0);
    }

    @Test
    void given_a_server_that_accepts_and_says_nothing_when_somebody_listens_then_it_is_given_up_and_tried_again() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        NetServer mute = database.vertx()
                .getDelegate()
                .createNetServer()
                .connectHandler(socket -> {
                    opened.incrementAndGet();
                    socket.closeHandler(end -> closed.incrementAndGet());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        PgConnectOptions there = database.connectOptions().setHost("127.0.0.1").setPort(mute.actualPort());
        var timing = new Notifications.Timing(Duration.ofMillis(100), Duration.ofMillis(10));

        try (Notifications listening = new Notifications(database.vertx(), there, Map.of(), timing)) {
            await().until(() -> opened.get() >= 3 && closed.get() >= 2);
            assertThat(listening).isNotNull();
        }
        await().until(() -> closed.get() == opened.get());
        mute.close().toCompletionStage().toCompletableFuture().join();
    }

    private static int listeners() throws SQLException {
        return askSuperuser(LISTENERS);
    }

    private static int killListeners() throws SQLException {
        return askSuperuser(
                "SELECT count(pg_terminate_backend(pid)) FROM (" + LISTENERS.replace("count(*)", "pid") + ") AS l");
    }

    /** Only the superuser sees what other roles' sessions do. */
    private static int askSuperuser(String sql) throws SQLException {
        try (Connection superuser =
                        TestDatabase.shared().server().connect(database.where().name());
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
