package fairweather.simulator.trouble;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import java.time.Duration;
import java.util.Optional;

/** Trouble in the conversation: well-formed answers that are wrong, late or refuse. */
public enum TalkTrouble implements Trouble {
    /** Answers the initiation with the finished forecast. */
    FAST_PATH("fast-path") {
        @Override
        public int processingPolls(int usual) {
            return 0;
        }
    },
    /** Is busy at nine polls. */
    SLOW("slow") {
        @Override
        public int processingPolls(int usual) {
            return 9;
        }
    },
    /** Answers {@code fetch_rejected} to every initiation. */
    REJECTING("reject") {
        @Override
        public Optional<Reply> instead(Exchange exchange) {
            if (exchange.kind() != RequestKind.INITIATE) {
                return Optional.empty();
            }
            return Optional.of(Reply.json(
                    200,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put(MinerWords.STATUS, MinerWords.FETCH_REJECTED)
                            .put(MinerWords.MESSAGE, MinerWords.IDENTITY_REFUSED)
                            .put(MinerWords.ACTUAL_HOTKEY, exchange.hotkey())));
        }
    },
    /** Says {@code fetch_accepted}, and in words that it is not meant. */
    REJECTING_IN_WORDS("reject-in-words") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.put(MinerWords.MESSAGE, "Sorry: " + MinerWords.IDENTITY_REFUSED);
        }
    },
    /** Answers {@code error} to every initiation. */
    UNABLE("initiate-error") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.put(MinerWords.STATUS, MinerWords.ERROR).put(MinerWords.MESSAGE, "no analysis");
        }
    },
    /** {@code processing} once, then {@code failed}. */
    FAILING("fail") {
        @Override
        public String pollWord(int poll, int usual) {
            return poll == 1 ? MinerWords.PROCESSING : MinerWords.FAILED;
        }
    },
    /** The defect of the system in the field: {@code processing} once, then each poll is answered 500. */
    HTTP_500_ON_FAILURE("http500-on-failure") {
        @Override
        public Optional<Reply> instead(Exchange exchange) {
            return exchange.kind() == RequestKind.POLL && exchange.count() > 1
                    ? Optional.of(Reply.error(500, MinerWords.ERROR, "internal error"))
                    : Optional.empty();
        }

        @Override
        public String pollWord(int poll, int usual) {
            return MinerWords.PROCESSING;
        }
    },
    /** The first 19 polls are answered {@code processing}, the 20th {@code completed}. */
    READY_AT_TWENTIETH_POLL("ready-at-20th-poll") {
        @Override
        public String pollWord(int poll, int usual) {
            return super.pollWord(poll, 19);
        }
    },
    /** One poll is answered {@code processing}, all others {@code completed_no_data}. */
    NO_DATA("completed-no-data") {
        @Override
        public String pollWord(int poll, int usual) {
            return poll == 1 ? MinerWords.PROCESSING : "completed_no_data";
        }
    },
    /** The job is lost at each poll, however often the miner is asked anew. */
    JOB_LOST("job-lost") {
        @Override
        public String pollWord(int poll, int usual) {
            return MinerWords.NOT_FOUND;
        }
    },
    /** The job is lost at the first poll and found at the next. */
    JOB_LOST_ONCE("job-lost-once") {
        @Override
        public String pollWord(int poll, int usual) {
            return poll == 1 ? MinerWords.NOT_FOUND : MinerWords.COMPLETED;
        }
    },
    /** {@code processing} for ever. */
    NEVER_READY("never-ready") {
        @Override
        public String pollWord(int poll, int usual) {
            return MinerWords.PROCESSING;
        }
    },
    /** Every poll is answered with a word the protocol does not know. */
    UNKNOWN_STATUS("unknown-status") {
        @Override
        public String pollWord(int poll, int usual) {
            return "pondering";
        }
    },
    /** The job id is a well-formed UUID, but not the one that belongs to miner and start. */
    WRONG_JOB_ID("wrong-job-id") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (reply.has(MinerWords.JOB_ID)) {
                reply.put(MinerWords.JOB_ID, "00000000-0000-4000-8000-000000000000");
            }
        }
    },
    JOB_ID_A_NUMBER("job-id-a-number") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.put(MinerWords.JOB_ID, 42);
        }
    },
    NO_JOB_ID("no-job-id") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.remove(MinerWords.JOB_ID);
        }
    },
    /** Polls are answered about another job than was asked about. */
    POLL_OF_ANOTHER_JOB("poll-of-another-job") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (exchange.kind() == RequestKind.POLL) {
                reply.put(MinerWords.JOB_ID, "00000000-0000-4000-8000-000000000000");
            }
        }
    },
    /** Every poll is answered with as much as may be read. */
    POLLS_OF_A_MEBIBYTE("polls-of-a-mebibyte") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (exchange.kind() == RequestKind.POLL) {
                reply.put(MinerWords.MESSAGE, "x".repeat((1 << 20) - 200));
            }
        }
    },
    /** The second poll is answered with more than may be read. */
    POLL_OVERSIZE("poll-oversize") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (exchange.kind() == RequestKind.POLL && exchange.count() > 1) {
                reply.put(MinerWords.MESSAGE, "x".repeat(1 << 20));
            }
        }

        @Override
        public int processingPolls(int usual) {
            return 3;
        }
    },
    /** All polls are answered 503, from the first. */
    POLLS_503("polls-503") {
        @Override
        public Optional<Reply> instead(Exchange exchange) {
            return exchange.kind() == RequestKind.POLL
                    ? Optional.of(Reply.error(503, MinerWords.ERROR, "too busy to say"))
                    : Optional.empty();
        }
    },
    /** Progress that is none. */
    ABSURD_PROGRESS("absurd-progress") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.put("progress", 1e300);
        }
    },
    /** Access answers carry no token. */
    NO_TOKEN("no-token") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            reply.remove(MinerWords.ACCESS_TOKEN);
        }
    },
    /** Tokens ended a minute before they are given out. */
    EXPIRED_TOKEN("expired-token") {
        @Override
        public Duration tokenLife() {
            return Duration.ofMinutes(-1);
        }
    },
    /** The store's path is an absolute URL of another host. */
    ABSOLUTE_URL("absolute-url") {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (reply.hasNonNull(MinerWords.ZARR_STORE_URL)) {
                reply.put(
                        MinerWords.ZARR_STORE_URL,
                        "http://169.254.169.254"
                                + reply.path(MinerWords.ZARR_STORE_URL).asText());
            }
        }
    };

    private final String knob;

    TalkTrouble(String knob) {
        this.knob = knob;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public String pollWord(int poll, int usual) {
        return Trouble.super.pollWord(poll, usual);
    }
}
