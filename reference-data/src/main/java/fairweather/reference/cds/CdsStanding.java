package fairweather.reference.cds;

import java.time.Instant;

/** How it stands with a request that is remembered. */
public record CdsStanding(CdsRequest request, CdsProgress progress, Instant lookAgainAt) {}
