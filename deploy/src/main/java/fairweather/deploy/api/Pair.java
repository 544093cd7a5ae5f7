package fairweather.deploy.api;

/**
 * Two near-duplicate forecasts at one lead, as {@code GET /api/v1/runs/{id}/kinship} shows them.
 *
 * @param kind {@code day1}, {@code era5} or {@code chunks}
 * @param compared fields or chunks that both have; {@code alike} of them are near-duplicates or identical
 */
public record Pair(String kind, Side a, Side b, int compared, int alike, double leastDistance) {

    public record Side(int uid) {}
}
