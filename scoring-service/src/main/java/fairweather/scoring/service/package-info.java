/** The framework's edge: settings, wiring, start and stop. */
package fairweather.scoring.service;
