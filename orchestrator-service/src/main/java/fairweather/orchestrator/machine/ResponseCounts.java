package fairweather.orchestrator.machine;

/**
 * How many responses of a run are where.
 *
 * @param before created to forecast_ready
 * @param day1 being scored on Day 1
 * @param scored past Day 1, no lead begun
 * @param era5 some lead begun
 * @param done all leads decided
 * @param ended failed or cancelled
 */
public record ResponseCounts(int before, int day1, int scored, int era5, int done, int ended) {}
