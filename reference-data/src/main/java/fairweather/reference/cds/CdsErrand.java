package fairweather.reference.cds;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.ReferenceSource.Receiver;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the step that is due with a request that is held, and says how it ended. */
final class CdsErrand {
    private final CdsClient client;
    private final CdsCollection collection;
    private final Consumer<CdsProblem> problems;
    private final CdsHold hold;

    /** What is to be told besides. */
    private String preamble = "";

    /** @param problems told what an operator must mend, or null where the provider has just granted something */
    CdsErrand(CdsClient client, CdsCollection collection, Consumer<CdsProblem> problems, CdsHold hold) {
        this.client = client;
        this.collection = collection;
        this.problems = problems;
        this.hold = hold;
    }

    /** Takes the next step; every key is answered once. */
    void run(Set<FieldKey> keys, Receiver receiver) {
        Set<FieldKey> open = new LinkedHashSet<>(keys);
        Receiver counting = (key, readiness) -> {
            open.remove(key);
            receiver.take(key, readiness);
        };
        NotYet rest;
        try {
            rest = step(keys, counting);
        } catch (CdsHold.Lost lost) {
            String why = CdsHold.told(hold.request(), "another process has taken this over");
            rest = new NotYet(why, CdsPatience.beforeLook(0));
        } catch (RuntimeException unexpected) {
            hold.letGo(unexpected);
            throw unexpected;
        }
        NotYet answer = rest;
        Set.copyOf(open).forEach(key -> receiver.take(key, answer));
    }

    /** Null where everything has been delivered. */
    private NotYet step(Set<FieldKey> keys, Receiver receiver) {
        try {
            CdsJob job = hold.submitted() ? client.job(hold.progress().job()) : submit();
            problems.accept(null);
            return switch (job.status()) {
                case ACCEPTED, RUNNING -> look("its job is " + job.word());
                case UNKNOWN -> look("its job is \"" + job.word() + "\", an unknown word taken for running");
                case SUCCESSFUL -> collection.collect(hold, keys, receiver);
                case FAILED, REJECTED -> ended(job.word() + ": " + client.reason(job.id()));
                case DISMISSED, DELETED -> ended("its job was " + job.word() + " by somebody");
            };
        } catch (CdsTrouble trouble) {
            return troubled(trouble);
        }
    }

    private CdsJob submit() {
        if (hold.progress().orphaned()) {
            preamble = "submitted again, because an earlier submission may have been lost; ";
        }
        hold.note(hold.progress().submitting());
        CdsJob job = client.submit(hold.request());
        try {
            hold.note(hold.progress().submitted(job.id(), preamble + "submitted"));
        } catch (CdsHold.Lost overtaken) {
            client.discard(job.id());
            throw overtaken;
        }
        return job;
    }

    private NotYet look(String what) {
        Duration wait = CdsPatience.beforeLook(hold.progress().looks());
        return hold.leave(hold.progress().looked(preamble + what), wait);
    }

    private NotYet ended(String why) {
        client.discard(hold.progress().job());
        return CdsAnswer.limits(why)
                ? hold.leave(hold.progress().wanted(why), CdsPatience.whenLimited(null))
                : hold.refused(why);
    }

    /** What is done about it depends on whether the job is known already. */
    private NotYet troubled(CdsTrouble trouble) {
        String said = trouble.getMessage();
        return switch (trouble.kind()) {
            case UNREACHABLE -> hold.leave(unchanged(said), CdsPatience.AFTER_SILENCE);
            case UNCLEAR -> hold.submitted() ? hold.leave(unchanged(said), CdsPatience.AFTER_SILENCE) : unclear(said);
            case LIMITED -> hold.leave(unchanged(said), CdsPatience.whenLimited(trouble.advice()));
            case KEY_REFUSED -> misconfigured(CdsProblem.keyRefused());
            case LICENCE_NOT_ACCEPTED ->
                misconfigured(CdsProblem.licence(hold.request().dataset()));
            case NO_SUCH_JOB -> hold.refused(hold.submitted() ? "its job is gone" : said);
            case REFUSED ->
                hold.submitted() ? hold.leave(unchanged(said), CdsPatience.AFTER_SILENCE) : hold.refused(said);
        };
    }

    /** The job is as it was, or there is none after all. */
    private CdsProgress unchanged(String said) {
        return hold.submitted() ? hold.progress().looked(said) : hold.progress().wanted(said);
    }

    private NotYet unclear(String said) {
        CdsProgress next = hold.progress().unclear(said + "; whether the request was taken is not known");
        return hold.leave(next, CdsPatience.afterRefusals(next.refusals()));
    }

    /** The caller's own interval will do: an operator is slower than that. */
    private NotYet misconfigured(CdsProblem problem) {
        problems.accept(problem);
        hold.leave(unchanged(problem.sentence()), CdsPatience.AFTER_MISCONFIGURATION);
        return new NotYet(problem.sentence());
    }
}
