/**
 * The providers brought together: which source is asked for what, in which order, and what is believed of an answer.
 *
 * <p>{@link fairweather.reference.provider.ReferenceData} is what a run's {@code reference_source} names: a directory, or
 * a set of providers. Of a set, an optional supplement directory is asked first, what it declares to stand in for
 * something else is looked up anew, and everything else goes to the provider of its product. The truth of one valid time
 * comes from one provider, whichever fields are asked for and whoever asks: the first that has them is chosen, and {@link
 * fairweather.reference.provider.TruthChoices} keeps that choice.
 */
package fairweather.reference.provider;
