package fairweather.scoring.component;

import fairweather.scoring.store.Response;
import fairweather.scoring.store.Run;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Whose forecast is scored, and in which run. */
public record Subject(Run run, Response response) {
    OffsetDateTime validTime(int leadHours) {
        return run.validTime(leadHours).atOffset(ZoneOffset.UTC);
    }
}
