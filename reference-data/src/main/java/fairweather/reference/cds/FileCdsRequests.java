package fairweather.reference.cds;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.cds.CdsRequestsFile.Contents;
import fairweather.reference.cds.CdsRequestsFile.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Requests in one JSON file of a local disk, for commands that have no database. Each change is one atomic replacement
 * under a lock file, so that processes of one machine may share it. The file must not be edited while in use.
 */
public final class FileCdsRequests implements CdsRequests {
    /** Locks of files are the process's, not a thread's: within it, this comes first. */
    private static final Map<Path, Object> WITHIN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final InstantSource clock;

    /** @param file made if there is none; its directory exists */
    public FileCdsRequests(Path file, InstantSource clock) {
        this.file = file.toAbsolutePath().normalize();
        this.clock = clock;
    }

    @Override
    public List<CdsRequest> remembered(CdsDataset dataset, Instant validTime) {
        List<CdsRequest> found = new ArrayList<>();
        change(contents -> {
            contents.entries().stream()
                    .map(Entry::request)
                    .filter(request ->
                            request.dataset() == dataset && request.validTime().equals(validTime))
                    .forEach(found::add);
            return contents;
        });
        return found;
    }

    /** All that are remembered, for an operator. */
    public List<CdsStanding> all() {
        List<CdsStanding> all = new ArrayList<>();
        change(contents -> {
            contents.entries()
                    .forEach(entry -> all.add(new CdsStanding(entry.request(), entry.progress(), entry.lookAgainAt())));
            return contents;
        });
        return all;
    }

    @Override
    public Turn take(CdsRequest request, Duration hold) {
        AtomicReference<Turn> turn = new AtomicReference<>();
        change(contents -> {
            Instant now = clock.instant();
            Entry old = contents.find(request).orElse(new Entry(request, CdsProgress.NONE, now, 0, now));
            Instant free = old.lookAgainAt().isAfter(old.heldUntil()) ? old.lookAgainAt() : old.heldUntil();
            if (free.isAfter(now)) {
                turn.set(new Turn.NotNow(Duration.between(now, free), old.progress()));
                return contents;
            }
            long lease = contents.lastLease() + 1;
            turn.set(new Turn.Mine(lease, old.progress()));
            return contents.with(new Entry(request, old.progress(), old.lookAgainAt(), lease, now.plus(hold)), lease);
        });
        return turn.get();
    }

    @Override
    public boolean extend(CdsRequest request, long lease, Duration hold) {
        return changeHeld(
                request,
                lease,
                entry -> new Entry(
                        request,
                        entry.progress(),
                        entry.lookAgainAt(),
                        lease,
                        clock.instant().plus(hold)));
    }

    @Override
    public boolean note(CdsRequest request, long lease, CdsProgress progress) {
        return changeHeld(
                request, lease, entry -> new Entry(request, progress, entry.lookAgainAt(), lease, entry.heldUntil()));
    }

    @Override
    public boolean leave(CdsRequest request, long lease, CdsProgress progress, Duration wait) {
        return changeHeld(
                request,
                lease,
                entry -> new Entry(request, progress, clock.instant().plus(wait), 0, clock.instant()));
    }

    @Override
    public boolean forget(CdsRequest request, long lease) {
        return changeHeld(request, lease, entry -> null);
    }

    /** @param change gives null to remove the entry */
    private boolean changeHeld(CdsRequest request, long lease, UnaryOperator<Entry> change) {
        AtomicReference<Boolean> held = new AtomicReference<>(false);
        change(contents -> {
            var mine = contents.find(request).filter(entry -> entry.lease() == lease);
            held.set(mine.isPresent());
            return mine.isEmpty() ? contents : contents.replaced(request, change.apply(mine.get()));
        });
        return held.get();
    }

    private void change(UnaryOperator<Contents> change) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (WITHIN_THIS_PROCESS.computeIfAbsent(file, path -> new Object())) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Contents before = CdsRequestsFile.read(file);
                Contents after = change.apply(before);
                if (held.isValid() && after != before) {
                    CdsRequestsFile.write(file, after);
                }
            } catch (IOException trouble) {
                throw new FailureException(
                        Code.VALIDATOR_INTERNAL, "cannot use the file " + file.getFileName(), trouble);
            }
        }
    }
}
