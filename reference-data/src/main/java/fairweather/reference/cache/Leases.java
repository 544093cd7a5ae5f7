package fairweather.reference.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lock files with an owner and an expiry: one process of the machine at a time does what a name stands for. A lease
 * ends when its owner gives it back, when it expires, or when its owner is known to be dead; then somebody else renames
 * a lease of his own over it. Every look that a change depends on, and the change, happen under the {@link Guard}, so
 * that of two takers one wins, and an owner that was only slow neither renews nor removes what is no longer his.
 */
final class Leases {
    /** How long a lease holds without being renewed. */
    static final Duration TERM = Duration.ofSeconds(60);

    private static final Duration BEAT = TERM.dividedBy(4);
    private static final String SUFFIX = ".lock";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final Machine machine;
    private final Guard guard;
    private final LongAdder refusals = new LongAdder();

    /** What a lock file says; times as text, so that an operator can read it. */
    private record Note(String owner, String process, String taken, String expires) {}

    Leases(Path directory, Machine machine) {
        this.directory = directory;
        this.machine = machine;
        this.guard = new Guard(directory.resolve("guard"), machine.pause());
    }

    /** One lease of this process. Closing gives it back, if it is still this process's. */
    final class Lease implements AutoCloseable {
        private final Path file;
        private final String owner;
        private final Instant taken;
        private Beats.Stop beats;

        private Lease(Path file, String owner) {
            this.file = file;
            this.owner = owner;
            this.taken = machine.time().instant();
        }

        /** False if somebody has taken the lease over meanwhile; what is in the file then is left alone. */
        boolean renew() throws IOException {
            return guard.during(() -> mine() && write(), true);
        }

        private boolean mine() throws IOException {
            return note(file).filter(note -> owner.equals(note.owner())).isPresent();
        }

        private boolean write() throws IOException {
            Instant expires = machine.time().instant().plus(TERM);
            Note note = new Note(owner, machine.process().text(), taken.toString(), expires.toString());
            Path temporary = file.resolveSibling(owner + WholeFile.PARTIAL);
            WholeFile.writeLightly(file, temporary, JSON.writeValueAsBytes(note));
            return true;
        }

        private void beat() {
            try {
                renew();
            } catch (IOException trouble) {
                // The next beat may succeed; if none does the lease expires, which its owner survives.
                refusals.increment();
            }
        }

        /** Where the disk refuses, the lease is left to its expiry. */
        @Override
        public void close() {
            beats.close();
            try {
                guard.during(() -> mine() && Files.deleteIfExists(file), false);
            } catch (IOException trouble) {
                refusals.increment();
            }
        }
    }

    /** The lease, which is renewed until it is closed; empty if somebody has it. Never waits for its owner. */
    Optional<Lease> take(String name) throws IOException {
        Lease lease = new Lease(directory.resolve(name + SUFFIX), machine.newName());
        boolean taken = guard.during(() -> !held(lease.file) && lease.write(), false);
        if (!taken) {
            return Optional.empty();
        }
        lease.beats = machine.beats().every(BEAT, lease::beat);
        return Optional.of(lease);
    }

    /** Removes what dead or expired owners left of flights that nobody has asked for since. */
    void clear() throws IOException {
        for (Path file : files()) {
            guard.during(() -> !held(file) && Files.deleteIfExists(file), false);
        }
    }

    /** All that can be read, by name. */
    List<HeldLease> all() throws IOException {
        List<HeldLease> all = new ArrayList<>();
        for (Path file : files()) {
            Optional<Note> note = note(file);
            if (note.isPresent()) {
                String name = file.getFileName().toString();
                all.add(new HeldLease(
                        name.substring(0, name.length() - SUFFIX.length()),
                        note.get().process(),
                        Instant.parse(note.get().taken()),
                        Instant.parse(note.get().expires()),
                        held(file)));
            }
        }
        return all;
    }

    private List<Path> files() throws IOException {
        return Layout.listed(directory, SUFFIX);
    }

    /** How often a lease could not be renewed or given back because of the disk. */
    long refusals() {
        return refusals.sum();
    }

    private boolean held(Path file) throws IOException {
        Optional<Note> note;
        try {
            if (!Files.exists(file)) {
                return false;
            }
            note = note(file);
            Instant expires = note.isPresent()
                    ? Instant.parse(note.get().expires())
                    : Files.getLastModifiedTime(file).toInstant().plus(TERM);
            return machine.time().instant().isBefore(expires) && !ownerIsDead(note);
        } catch (NoSuchFileException released) {
            return false;
        }
    }

    private boolean ownerIsDead(Optional<Note> note) {
        return note.flatMap(said -> OwnerProcess.parse(said.process()))
                .filter(owner -> machine.process().judge(owner) == OwnerProcess.Life.DEAD)
                .isPresent();
    }

    /** Empty if there is none or a crash of the machine spoilt it. */
    private static Optional<Note> note(Path file) throws IOException {
        try {
            Note note = JSON.readValue(Files.readAllBytes(file), Note.class);
            Instant.parse(note.expires());
            return note.owner() == null || note.process() == null ? Optional.empty() : Optional.of(note);
        } catch (NoSuchFileException | JsonProcessingException | DateTimeException | NullPointerException spoilt) {
            return Optional.empty();
        }
    }
}
