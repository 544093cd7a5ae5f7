package fairweather.simulator.trouble;

import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import java.util.Map;
import java.util.Optional;

/** Trouble below the protocol: what a validator meets before it can parse an answer. */
public enum WireTrouble implements Trouble {
    /** Every signed call is taken and never answered. */
    SILENT("timeout-read") {
        @Override
        Reply reply() {
            return Reply.NEVER;
        }
    },
    /** Every signed call is answered 500. */
    HTTP_500("http500") {
        @Override
        Reply reply() {
            return Reply.error(500, MinerWords.ERROR, "internal error");
        }
    },
    /** Every signed call is answered 429. */
    TOO_MANY_REQUESTS("429") {
        @Override
        Reply reply() {
            Reply reply = Reply.error(429, MinerWords.DETAIL, "Rate limit exceeded");
            return new Reply(
                    reply.status(), Map.of("content-type", "application/json", "retry-after", "1"), reply.body());
        }
    },
    /** Every signed call is answered 200 with something that is not JSON. */
    GARBAGE_JSON("garbage-json") {
        @Override
        Reply reply() {
            return Reply.text(200, "application/json", "{\"status\": \"fetch_acc");
        }
    },
    /** Every signed call is answered with 2 MiB of valid JSON. */
    OVERSIZE_JSON("oversize-json") {
        @Override
        Reply reply() {
            String padding = "x".repeat(2 << 20);
            return Reply.text(
                    200, "application/json", "{\"status\": \"fetch_accepted\", \"message\": \"" + padding + "\"}");
        }
    },
    /** Every signed call is redirected to the address where clouds keep their metadata. */
    REDIRECT("redirect-to-metadata-ip") {
        @Override
        Reply reply() {
            return new Reply(302, Map.of("location", "http://169.254.169.254/latest/meta-data/"), new byte[0]);
        }
    };

    private final String knob;

    WireTrouble(String knob) {
        this.knob = knob;
    }

    @Override
    public String knob() {
        return knob;
    }

    /** The reply to every signed call; null: this knob does not replace replies. */
    Reply reply() {
        return null;
    }

    @Override
    public Optional<Reply> instead(Exchange exchange) {
        return exchange.kind().signed() ? Optional.ofNullable(reply()) : Optional.empty();
    }
}
