package fairweather.orchestrator.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test against the running service, with an empty database before each test. */
@QuarkusTestResource(AdminService.class)
abstract class AdminTest {
    static final String SIGNED = "{\"actor\": \"alice\", \"reason\": \"a test\"}";

    StoredRows rows;

    @BeforeEach
    void anEmptyDatabase() throws SQLException {
        Config config = ConfigProvider.getConfig();
        rows = new StoredRows(DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class)));
        rows.clear();
    }

    @AfterEach
    void close() {
        rows.close();
    }

    static ValidatableResponse get(String path) {
        return given().when().get(path).then();
    }

    static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .post(path)
                .then();
    }

    static ValidatableResponse delete(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .delete(path)
                .then();
    }

    /** Says that an answer is a problem document with exactly these words. */
    static void problem(ValidatableResponse answer, int status, String title, String detail) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("", equalTo(document(status, title, detail)));
    }

    private static Map<String, Object> document(int status, String title, String detail) {
        Map<String, Object> document = new HashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("incident", null);
        return document;
    }

    /** Says that an answer is the last page of a list. */
    static void lastPage(ValidatableResponse answer) {
        answer.statusCode(200).body("next", nullValue());
    }
}
