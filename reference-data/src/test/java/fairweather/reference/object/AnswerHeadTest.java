package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {
    private static AnswerHead head(String name, String... values) {
        HttpHeaders headers = HttpHeaders.of(Map.of(name, List.of(values)), (header, value) -> true);
        return new AnswerHead(200, HttpClient.Version.HTTP_1_1, headers);
    }

    @Test
    void a_header_that_repeats_itself_counts_and_one_that_contradicts_itself_does_not() {
        assertThat(head("Content-Length", "10", "10").length()).isEqualTo(10);
        assertThat(head("Content-Length", "10", "11").length()).isEqualTo(-1);
        assertThat(head("ETag", "\"a\"", "\"a\"").etag()).isEqualTo("\"a\"");
        assertThat(head("ETag", "\"a\"", "\"b\"").etag()).isNull();
    }

    @Test
    void lengths_are_numbers_that_can_be() {
        for (String length : List.of("-1", "+1", "1e3", "0x10", "", "9999999999999999999")) {
            assertThat(head("Content-Length", length).length()).isEqualTo(-1);
        }
    }

    @Test
    void states_are_short_and_visible() {
        assertThat(head("ETag", "W/\"a\"").etag()).isEqualTo("W/\"a\"");
        assertThat(head("ETag", "0x8DC").etag()).isEqualTo("0x8DC");
        assertThat(head("ETag", "\"a b\"").etag()).isNull();
        assertThat(head("ETag", "\"a\u202e\"").etag()).isNull();
        assertThat(head("ETag", "x".repeat(201)).etag()).isNull();
    }
}
