/**
 * What forecasts are scored against: truth, climatology and, where there is one, the reference forecast of a lead,
 * complete or not at all. Fields come from the field cache, which fills itself from the run's source, and count only if
 * they hash to what the catalogue says. One set is shared by all miners of a process; its values are mapped files.
 */
package fairweather.scoring.input;
