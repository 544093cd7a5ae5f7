package fairweather.reference.cds;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.ReferenceSource.Receiver;
import fairweather.reference.cds.CdsDownload.Spoilt;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One request while this process holds it: takes the step that is due, and says how it ended. */
final class CdsErrand {
    private static final int SPARE_TENTHS = 12;

    private final CdsClient client;
    private final CdsDownload download;
    private final CdsRequests requests;
    private final Path directory;
    private final Consumer<CdsProblem> problems;
    private final IntConsumer editions;
    private final CdsRequest request;
    private final long lease;
    private CdsProgress progress;

    /**
     * @param directory for the result while it is read
     * @param problems told what an operator must mend, or null where the provider has just granted something
     * @param editions told of which edition of GRIB a result is
     */
    CdsErrand(
            CdsClient client,
            CdsDownload download,
            CdsRequests requests,
            Path directory,
            Consumer<CdsProblem> problems,
            IntConsumer editions,
            CdsRequest request,
            CdsRequests.Turn.Mine turn) {
        this.client = client;
        this.download = download;
        this.requests = requests;
        this.directory = directory;
        this.problems = problems;
        this.editions = editions;
        this.request = request;
        this.lease = turn.lease();
        this.progress = turn.progress();
    }

    /** Somebody else holds the request now. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;
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
        } catch (Lost lost) {
            rest = new NotYet(told("another process has taken this over"), CdsPatience.beforeLook(0));
        } catch (RuntimeException unexpected) {
            letGo(unexpected);
            throw unexpected;
        }
        NotYet answer = rest;
        Set.copyOf(open).forEach(key -> receiver.take(key, answer));
    }

    private void letGo(RuntimeException cause) {
        try {
            requests.leave(request, lease, progress, CdsPatience.AFTER_SILENCE);
        } catch (RuntimeException another) {
            cause.addSuppressed(another);
        }
    }

    private NotYet step(Set<FieldKey> keys, Receiver receiver) {
        CdsJob job;
        try {
            job = progress.state() == CdsProgress.State.SUBMITTED ? client.job(progress.job()) : submitted();
            problems.accept(null);
        } catch (CdsTrouble trouble) {
            return troubled(trouble);
        }
        return switch (job.status()) {
            case ACCEPTED, RUNNING -> wait("its job is " + job.status().name().toLowerCase(Locale.ROOT));
            case UNKNOWN -> wait("its job is \"" + job.word() + "\", an unknown word taken for running");
            case SUCCESSFUL -> fetched(keys, receiver);
            case FAILED, REJECTED -> ended(job.word() + ": " + client.reason(job.id()));
            case DISMISSED, DELETED -> ended("its job was " + job.word() + " by somebody");
        };
    }

    private CdsJob submitted() {
        String before =
                progress.orphaned() ? "submitted again, because an earlier submission may have been lost; " : "";
        hold(progress.submitting());
        CdsJob job = client.submit(request);
        CdsProgress remembered = progress.submitted(job.id(), before + "submitted");
        if (!requests.note(request, lease, remembered)) {
            discard(job.id());
            throw new Lost();
        }
        progress = remembered;
        return job;
    }

    private void hold(CdsProgress next) {
        if (!requests.note(request, lease, next)) {
            throw new Lost();
        }
        progress = next;
    }

    private void stillHeld() {
        if (!requests.extend(request, lease, CdsPatience.HOLD)) {
            throw new Lost();
        }
    }

    private NotYet wait(String what) {
        return leave(progress.looked(what), CdsPatience.beforeLook(progress.looks()));
    }

    private NotYet ended(String why) {
        discard(progress.job());
        return CdsAnswer.limits(why) ? leave(progress.wanted(why), CdsPatience.whenLimited(null)) : refused(why);
    }

    private NotYet refused(String why) {
        CdsProgress next = progress.refused(why);
        return leave(next, CdsPatience.afterRefusals(next.refusals()));
    }

    /** Before the job is known and after, by its kind. */
    private NotYet troubled(CdsTrouble trouble) {
        boolean known = progress.state() == CdsProgress.State.SUBMITTED;
        String said = trouble.getMessage();
        return switch (trouble.kind()) {
            case UNREACHABLE -> leave(known ? progress.looked(said) : progress.wanted(said), CdsPatience.AFTER_SILENCE);
            case UNCLEAR -> known ? leave(progress.looked(said), CdsPatience.AFTER_SILENCE) : unclear(said);
            case LIMITED -> {
                Duration pause = CdsPatience.whenLimited(trouble.advice());
                yield leave(known ? progress.looked(said) : progress.wanted(said), pause);
            }
            case KEY_REFUSED -> misconfigured(CdsProblem.keyRefused(), known);
            case LICENCE_NOT_ACCEPTED -> misconfigured(CdsProblem.licence(request.dataset()), known);
            case NO_SUCH_JOB -> refused(known ? "its job is gone" : said);
            case REFUSED -> known ? leave(progress.looked(said), CdsPatience.AFTER_SILENCE) : refused(said);
        };
    }

    private NotYet unclear(String said) {
        CdsProgress next = progress.unclear(said + "; whether the request was taken is not known");
        return leave(next, CdsPatience.afterRefusals(next.refusals()));
    }

    /** The caller's own interval will do: an operator is slower than that. */
    private NotYet misconfigured(CdsProblem problem, boolean known) {
        problems.accept(problem);
        leave(
                known ? progress.looked(problem.sentence()) : progress.wanted(problem.sentence()),
                CdsPatience.AFTER_MISCONFIGURATION);
        return new NotYet(problem.sentence());
    }

    private NotYet leave(CdsProgress next, Duration wait) {
        if (!requests.leave(request, lease, next, wait)) {
            throw new Lost();
        }
        progress = next;
        return new NotYet(told(next.message()), wait);
    }

    private String told(String what) {
        return told(request, what);
    }

    static String told(CdsRequest request, String what) {
        return "the Climate Data Store has not delivered " + request.describe() + " yet: " + what;
    }

    private NotYet fetched(Set<FieldKey> keys, Receiver receiver) {
        String job = progress.job();
        try {
            CdsAsset asset = client.result(job);
            requireSpace(asset.bytes());
            Path name = directory.resolve("cds-" + UUID.randomUUID() + ".grib");
            // Its name is gone at once, so that the file is too when this process ends, however it does.
            try (FileChannel file = FileChannel.open(
                    name,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                download.to(file, asset, this::stillHeld);
                return delivered(file, job, keys, receiver);
            }
        } catch (Spoilt spoilt) {
            return spoilt(spoilt.getMessage());
        } catch (GribMessages.OtherFormat other) {
            discard(job);
            return refused(other.getMessage());
        } catch (CdsTrouble trouble) {
            return troubled(trouble);
        } catch (IOException disk) {
            return leave(
                    progress.looked("its result cannot be kept on this machine (" + disk.getMessage() + ")"),
                    CdsPatience.AFTER_SILENCE);
        }
    }

    private void requireSpace(long bytes) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free / SPARE_TENTHS < bytes / 10) {
            throw new IOException("there is no room for " + bytes + " bytes");
        }
    }

    /** Fields go to the receiver as they are unpacked; the job is given up when all of them have arrived there. */
    private NotYet delivered(FileChannel file, String job, Set<FieldKey> keys, Receiver receiver) throws IOException {
        CdsResult result = CdsResult.of(file, request.dataset().id() + "/" + job, keys);
        String lacking = null;
        for (FieldKey key : keys) {
            Readiness readiness = result.field(key);
            lacking = switch (readiness) {
                case Readiness.Ready ready -> lacking;
                case NotYet absent -> absent.why();
                case Readiness.Gone gone -> gone.why();
                case Readiness.Broken broken -> broken.why();
            };
            stillHeld();
            result.edition().ifPresent(editions);
            receiver.take(key, readiness);
        }
        if (lacking == null) {
            if (requests.forget(request, lease)) {
                discard(job);
            }
            return null;
        }
        discard(job);
        return refused(lacking);
    }

    private NotYet spoilt(String why) {
        CdsProgress next = progress.spoilt(why);
        if (next.spoiltDownloads() >= CdsPatience.MOST_SPOILT_DOWNLOADS) {
            discard(progress.job());
            return refused(why);
        }
        return leave(next, CdsPatience.afterSpoiltDownloads(next.spoiltDownloads()));
    }

    /** Out of courtesy: what is not removed expires by itself. */
    private void discard(String job) {
        try {
            client.delete(job);
        } catch (CdsTrouble unwilling) {
            // Nothing depends on it.
            return;
        }
    }
}
