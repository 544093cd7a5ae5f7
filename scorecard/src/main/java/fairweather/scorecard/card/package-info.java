/**
 * From data sets to a scorecard: {@link fairweather.scorecard.card.Scoring} pairs every field of the forecast with the
 * truth, climatology and reference at its valid time and hands them to a {@link fairweather.scorecard.card.Mode}. Every
 * field that was asked for is a {@link fairweather.scorecard.card.Component}, with its numbers or with the reason why it
 * has none.
 */
package fairweather.scorecard.card;
