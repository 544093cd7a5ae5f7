package fairweather.proof.walk;

import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.RunEvent;
import java.util.Locale;

/** Names events as the tables do. */
final class Words {
    private Words() {}

    static String of(ResponseEvent event) {
        return spaced(event) + detail(event);
    }

    private static String detail(ResponseEvent event) {
        return switch (event) {
            case ResponseEvent.LeadStarted lead -> " " + lead.leadHours() + " h";
            case ResponseEvent.LeadScored lead -> " " + lead.leadHours() + " h";
            case ResponseEvent.LeadFailed lead ->
                " " + lead.leadHours() + " h ("
                        + (lead.nextRetry() == null ? lead.failure().code() : "tried again") + ")";
            case ResponseEvent.TruthGone lead -> " " + lead.leadHours() + " h";
            case ResponseEvent.StepFailed step ->
                " (" + step.step().stage() + ", "
                        + (step.nextRetry() == null ? step.failure().code() : "tried again") + ")";
            case ResponseEvent.Redriven redriven -> " from " + redriven.stage().word();
            case ResponseEvent.QueryAccepted _,
                    ResponseEvent.QueryReady _,
                    ResponseEvent.PollRunning _,
                    ResponseEvent.PollTrouble _,
                    ResponseEvent.PollDone _,
                    ResponseEvent.Verified _,
                    ResponseEvent.Day1Started _,
                    ResponseEvent.Day1Scored _,
                    ResponseEvent.JobLost _,
                    ResponseEvent.Cancelled _,
                    ResponseEvent.JobCancelled _,
                    ResponseEvent.RunFailed _ -> "";
        };
    }

    static String of(RunEvent event) {
        return event instanceof RunEvent.JobFailed failed ? failed.type().word() + " failed" : spaced(event);
    }

    private static String spaced(Object event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z1])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
