package fairweather.forecast.evidence;

import fairweather.forecast.manifest.FileHash;
import fairweather.hash.Sha256;
import java.util.List;
import java.util.Set;

/** Whether an object was not the listed one. That the miner sent it so is never more than the validator's word. */
final class ObjectExamination {
    private static final Set<Integer> DENIALS = Set.of(404, 410);

    private ObjectExamination() {}

    static void examine(ChangedObject object, SignedStore frozen, Judgement.Lines lines) {
        lines.require(
                "the manifest lists " + object.key() + " with " + object.expectedHash(),
                frozen.hashOf(object.key()).filter(object.expectedHash()::equals).isPresent());
        List<ObjectReading> readings = object.readings();
        for (int i = 0; i < readings.size(); i++) {
            examine("reading " + (i + 1), object, readings.get(i), lines);
        }
        if (object.bytes() != null) {
            ObjectReading last = object.last();
            String fileHash = FileHash.of(object.key(), object.bytes());
            lines.require(
                    "the bytes in the record are those of the last reading",
                    fileHash.equals(last.fileHash()) && Sha256.hex(object.bytes()).equals(last.sha256()),
                    "recomputed");
            lines.require(
                    "the bytes in the record do not have the listed hash",
                    !fileHash.equals(object.expectedHash()),
                    "recomputed");
        }
        lines.note("that the miner gave these answers at these times", "stated by the validator, to be believed or not");
    }

    private static void examine(String which, ChangedObject object, ObjectReading reading, Judgement.Lines lines) {
        String when = reading.at() == null ? "" : " at " + reading.at();
        if (reading.missing()) {
            lines.require(
                    which + when + ": the miner said that there is no such object, status " + reading.status(),
                    DENIALS.contains(reading.status()),
                    "stated by the validator");
        } else {
            lines.require(
                    which + when + ": " + reading.size() + " bytes with another hash, " + reading.fileHash(),
                    reading.status() == 200 && !object.expectedHash().equals(reading.fileHash()),
                    "stated by the validator");
        }
    }
}
