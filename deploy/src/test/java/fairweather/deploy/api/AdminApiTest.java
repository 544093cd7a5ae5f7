package fairweather.deploy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminApiTest {
    private FakeAnswers server;
    private AdminApi api;

    @BeforeEach
    void start() throws Exception {
        server = new FakeAnswers();
        api = new AdminApi(server.base());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void miners_are_imported_with_actor_and_reason_and_without_the_trouble_they_will_make() throws Exception {
        server.answer("/api/v1/miners/import", 200, "{}");
        api.importMiners(List.of(new Miner(0, "5abc", "127.0.0.1", 9000, "noise 1 m/s", "offline")), "demo", "a test");
        JsonNode sent = Json.MAPPER.readTree(server.received("/api/v1/miners/import"));
        assertThat(sent).isEqualTo(Json.MAPPER.readTree("""
                                {"actor":"demo","reason":"a test","miners":[
                                 {"uid":0,"hotkey":"5abc","ip":"127.0.0.1","port":9000,"label":"noise 1 m/s"}]}
                                """));
    }

    @Test
    void a_run_is_opened_by_series_and_cycle() throws Exception {
        server.answer("/api/v1/runs", 201, "{\"id\":17,\"status\":\"created\"}");
        assertThat(api.openRun("demo", "2018-10-06T18:00:00Z", "demo", "a test"))
                .isEqualTo(17);
        assertThat(Json.MAPPER.readTree(server.received("/api/v1/runs"))).isEqualTo(Json.MAPPER.readTree("""
                                {"actor":"demo","reason":"a test","series":"demo","cycle":"2018-10-06T18:00:00Z","uids":null}
                                """));
    }

    @Test
    void a_run_is_read_with_its_progress_and_truth() throws Exception {
        server.answer("/api/v1/runs/17", 200, """
                {"id":17,"series":"demo","cycle":"2018-10-06T18:00:00Z","status":"scoring_era5","created_at":"x",
                 "completed_at":null,"error_message":null,"time_to_first_score_seconds":9.5,"something_new":1,
                 "progress":{"miners":24,"queried":23,"ready":20,"verified":19,"day1_done":18,"failed":5,
                             "leads_total":240,"leads_done":60},
                 "truth":[{"lead_hours":96,"valid_time":"2018-10-10T18:00:00Z","status":"gone","reason":"no file"}]}
                """);
        RunView run = api.run(17);
        assertThat(run.progress()).isEqualTo(new RunView.Progress(24, 23, 20, 19, 18, 5, 240, 60));
        assertThat(run.truth()).containsExactly(new RunView.Truth(96, "2018-10-10T18:00:00Z", "gone", "no file"));
        assertThat(run.timeToFirstScoreSeconds()).isEqualTo(9.5);
        assertThat(run.ended()).isFalse();
    }

    @Test
    void invariants_are_counted_by_name() throws Exception {
        server.answer(
                "/api/v1/invariants",
                200,
                "{\"invariants\":[{\"name\":\"inv_i01\",\"violations\":0},{\"name\":\"inv_i02\",\"violations\":3}]}");
        assertThat(api.invariantViolations()).isEqualTo(Map.of("inv_i01", 0L, "inv_i02", 3L));
        server.answer("/api/v1/invariants", 200, "{\"invariants\":[]}");
        assertThatThrownBy(api::invariantViolations).isInstanceOf(AdminApi.Refused.class);
    }

    @Test
    void a_refusal_gives_the_reason_of_the_service() {
        server.answer("/api/v1/runs", 409, "{\"title\":\"Conflict\",\"detail\":\"the cycle lies in the future\"}");
        assertThatThrownBy(() -> api.openRun("demo", "2018-10-06T18:00:00Z", "demo", "a test"))
                .isInstanceOf(AdminApi.Refused.class)
                .hasMessage("/api/v1/runs answered 409: the cycle lies in the future");
    }

    @Test
    void a_service_that_is_away_or_unwell_is_unavailable() {
        server.answer("/api/v1/runs/1", 503, "starting");
        assertThatThrownBy(() -> api.run(1)).isInstanceOf(AdminApi.Unavailable.class);
        server.close();
        assertThatThrownBy(() -> api.run(1)).isInstanceOf(AdminApi.Unavailable.class);
    }
}
