package fairweather.orchestrator.machine;

import fairweather.job.JobMachine;
import fairweather.job.JobStatus;
import fairweather.job.JobTransition;
import fairweather.job.JobTransition.AttemptsChange;
import fairweather.job.JobTransition.TokenChange;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/state-machines.md} from the tables that the machines run by. */
final class StateMachinePage {
    private static final String BEGINNING = """
            # State machines

            <!-- Generated from the tables in the code. Write it anew with
                 mvn -pl orchestrator-service test -Dtest=StateMachinePageTest -Dfairweather.write=true -->

            Three machines move the work: the run, each miner's response, and the job. Each is a table in the code; a
            machine finds the row whose states, trigger and guard fit and does what the row says. What no row allows is
            folded as ignored, with the reason. This page is written from the tables; a test compares the two, and the
            exhaustive walk compares what happens with what the rows declare.

            Ranks only grow, with one exception: *redriven*, an operator's logged order to do a failed response again from
            the beginning of the stage in which it failed.
            """;

    private static final String RUN = """

            ## Run

            Its own jobs move a run as far as `awaiting_inference_results`; from there it is the fold of its responses. It
            passes every status between, each logged.
            """;

    private static final String RESPONSE = """

            ## Response

            `→` between statuses is the path that one event takes; each step of it is logged. Effects are what the row may
            ask for: `void scores` only where the miner is to blame, `end lead` only for leads without truth.
            """;

    private static final String JOB = """

            ## Job

            An attempt's own end is fenced by the lease token. Whoever else ends a job raises the token, so that a worker
            that comes back writes nothing. *Gives up* is an attempt that finds its work no longer wanted.
            """;

    /** An arrow of a diagram. */
    private record Arrow(String from, String to, String trigger) {}

    private StateMachinePage() {}

    static String text() {
        return BEGINNING + RUN + runTable() + RESPONSE + responseTable() + JOB + jobTable();
    }

    private static String runTable() {
        List<Arrow> arrows = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (RunTransition<?> row : RunMachine.TABLE) {
            String trigger = words(row.trigger());
            String to = row.to() == null ? "stays" : row.to().word();
            rows.add(List.of(
                    words(row.from(), RunStatus::word),
                    trigger,
                    row.condition(),
                    to,
                    words(row.effects(), RunEffect::words)));
            for (RunStatus from : row.from()) {
                if (row.to() != null) {
                    arrows.addAll(path(from.word(), words(RunMachine.path(from, row.to())), trigger));
                }
            }
        }
        return diagram("created", arrows, terminal(RunStatus.values(), RunStatus::terminal, RunStatus::word))
                + table(List.of("from", "trigger", "guard", "to", "effects"), rows);
    }

    private static List<String> words(List<RunStatus> path) {
        return path.stream().map(RunStatus::word).toList();
    }

    private static String responseTable() {
        List<Arrow> arrows = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Transition<?> row : ResponseMachine.TABLE) {
            String trigger = words(row.trigger());
            List<String> path = row.path().stream().map(ResponseStatus::word).toList();
            rows.add(List.of(
                    words(row.from(), ResponseStatus::word),
                    trigger,
                    row.guard().words(),
                    path.isEmpty() ? "stays" : String.join(" → ", path),
                    words(row.effects(), EffectKind::words)));
            row.from().forEach(from -> arrows.addAll(path(from.word(), path, trigger)));
        }
        return diagram(
                        "created",
                        arrows,
                        terminal(ResponseStatus.values(), ResponseStatus::terminal, ResponseStatus::word))
                + table(List.of("from", "trigger", "guard", "to", "effects"), rows);
    }

    private static String jobTable() {
        List<Arrow> arrows = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (JobTransition row : JobMachine.TABLE) {
            String from = row.from().isEmpty() ? "(new row)" : words(row.from(), JobStatus::word);
            rows.add(List.of(
                    from, row.trigger().words(), row.guard().words(), row.to().word(), effects(row)));
            for (JobStatus status : row.from()) {
                arrows.add(
                        new Arrow(status.word(), row.to().word(), row.trigger().words()));
            }
        }
        return diagram("pending", arrows, terminal(JobStatus.values(), JobStatus::finished, JobStatus::word))
                + table(List.of("from", "trigger", "guard", "to", "effects"), rows);
    }

    private static String effects(JobTransition row) {
        return Stream.of(
                        row.token() == TokenChange.GROWS ? "token grows" : "",
                        row.attempts() == AttemptsChange.KEEPS
                                ? ""
                                : "attempts " + row.attempts().words(),
                        row.tells() ? "writes an outcome" : "")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static List<Arrow> path(String from, List<String> path, String trigger) {
        List<Arrow> arrows = new ArrayList<>();
        String last = from;
        for (String to : path) {
            arrows.add(new Arrow(last, to, trigger));
            last = to;
        }
        return arrows;
    }

    private static <S> List<String> terminal(S[] all, Predicate<S> ends, Function<S, String> word) {
        return Stream.of(all).filter(ends).map(word).toList();
    }

    /** One arrow for each pair of statuses, with all that can trigger it. */
    private static String diagram(String first, List<Arrow> arrows, List<String> terminal) {
        StringBuilder text = new StringBuilder("\n```mermaid\nstateDiagram-v2\n    [*] --> " + first + "\n");
        Set<String> pairs = new LinkedHashSet<>();
        arrows.forEach(arrow -> pairs.add(arrow.from() + " --> " + arrow.to()));
        for (String pair : pairs) {
            String triggers = arrows.stream()
                    .filter(arrow -> pair.equals(arrow.from() + " --> " + arrow.to()))
                    .map(Arrow::trigger)
                    .distinct()
                    .collect(Collectors.joining(", "));
            text.append("    ").append(pair).append(" : ").append(triggers).append('\n');
        }
        terminal.forEach(status -> text.append("    ").append(status).append(" --> [*]\n"));
        return text.append("```\n").toString();
    }

    private static String table(List<String> heads, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(
                "\n" + line(heads) + line(heads.stream().map(head -> "---").toList()));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static <T> String words(Collection<T> things, Function<T, String> word) {
        return things.stream().map(word).collect(Collectors.joining(", "));
    }

    /** {@code LeadScored} is told as {@code lead scored}. */
    private static String words(Class<?> trigger) {
        return trigger.getSimpleName().replaceAll("(?<=[a-z1])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
