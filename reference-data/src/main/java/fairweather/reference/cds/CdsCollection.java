package fairweather.reference.cds;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.ReferenceSource.Receiver;
import fairweather.reference.cds.CdsDownload.Spoilt;
import fairweather.reference.object.ObjectTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Brings the result of a job that was successful, and hands its fields over. */
final class CdsCollection {
    private final CdsClient client;
    private final CdsDownload download;
    private final Path directory;
    private final IntConsumer editions;

    /**
     * @param directory for the result while it is read; made if there is none
     * @param editions told of which edition of GRIB a field is
     */
    CdsCollection(CdsClient client, CdsDownload download, Path directory, IntConsumer editions) {
        this.client = client;
        this.download = download;
        this.directory = directory;
        this.editions = editions;
    }

    /**
     * @return what to answer for those keys that were not handed over; null if all were
     * @throws CdsTrouble if the provider does not say where the result is
     */
    NotYet collect(CdsHold hold, Set<FieldKey> keys, Receiver receiver) {
        try {
            CdsAsset asset = client.result(hold.progress().job());
            Files.createDirectories(directory);
            requireSpace(asset.bytes());
            Path name = directory.resolve("cds-" + UUID.randomUUID() + ".grib");
            // Its name is gone at once, so that the file is too when this process ends, however it does.
            try (FileChannel file = FileChannel.open(
                    name,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                download.to(file, asset, hold::extend);
                return handedOver(file, hold, keys, receiver);
            }
        } catch (Spoilt spoilt) {
            return spoilt(hold, spoilt.getMessage());
        } catch (ObjectTrouble passing) {
            String why = "its result cannot be downloaded: " + passing.getMessage();
            return hold.leave(hold.progress().looked(why), CdsPatience.whenLimited(null));
        } catch (GribMessages.OtherFormat other) {
            client.discard(hold.progress().job());
            return hold.refused(other.getMessage());
        } catch (IOException disk) {
            String why = "its result cannot be kept on this machine (" + disk.getMessage() + ")";
            return hold.leave(hold.progress().looked(why), CdsPatience.AFTER_SILENCE);
        }
    }

    private void requireSpace(long bytes) throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() < bytes + bytes / 5) {
            throw new IOException("there is no room for " + bytes + " bytes");
        }
    }

    /** Fields go to the receiver as they are unpacked; the job is given up when all of them have arrived there. */
    private NotYet handedOver(FileChannel file, CdsHold hold, Set<FieldKey> keys, Receiver receiver)
            throws IOException {
        String job = hold.progress().job();
        CdsResult result = CdsResult.of(file, hold.request().dataset().id() + "/" + job, keys);
        String lacking = null;
        for (FieldKey key : keys) {
            Readiness readiness = result.field(key);
            lacking = switch (readiness) {
                case Readiness.Ready ready -> lacking;
                case NotYet absent -> absent.why();
                case Readiness.Gone gone -> gone.why();
                case Readiness.Broken broken -> broken.why();
            };
            hold.extend();
            result.edition().ifPresent(editions);
            receiver.take(key, readiness);
        }
        if (lacking == null) {
            if (hold.forget()) {
                client.discard(job);
            }
            return null;
        }
        client.discard(job);
        return hold.refused(lacking);
    }

    private NotYet spoilt(CdsHold hold, String why) {
        CdsProgress next = hold.progress().spoilt(why);
        if (next.spoiltDownloads() >= CdsPatience.MOST_SPOILT_DOWNLOADS) {
            client.discard(hold.progress().job());
            return hold.refused(why);
        }
        return hold.leave(next, CdsPatience.afterSpoiltDownloads(next.spoiltDownloads()));
    }
}
