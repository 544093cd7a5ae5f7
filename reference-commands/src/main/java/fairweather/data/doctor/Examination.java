package fairweather.data.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found of one source, as it is found. */
final class Examination {
    private final String source;
    private final String address;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Mark, Verdict> verdicts = new EnumMap<>(Mark.class);
    private boolean usable = true;

    /** @param address as it may be shown */
    Examination(String source, String address) {
        this.source = source;
        this.address = address;
    }

    void find(String name, String text) {
        findings.add(new Finding(name, text));
    }

    void judge(Mark mark, Verdict verdict) {
        verdicts.merge(mark, verdict, Verdict::or);
    }

    /** The source is of no use, for this reason and with this to do. */
    void unusable(String why) {
        usable = false;
        find("trouble", why);
    }

    String source() {
        return source;
    }

    String address() {
        return address;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Map<Mark, Verdict> verdicts() {
        return verdicts;
    }

    boolean usable() {
        return usable;
    }
}
