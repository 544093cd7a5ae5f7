/**
 * The operator's commands about reference data, which need neither a service nor a database.
 *
 * <p>{@code place} is what they run with: settings, cache, providers, clock. {@code selection} says which fields a run
 * needs, {@code fetch} brings them (prefetch, bundle), {@code inspect} looks at what is there (status, verify-cache),
 * {@code doctor} looks at the providers.
 */
package fairweather.data;
