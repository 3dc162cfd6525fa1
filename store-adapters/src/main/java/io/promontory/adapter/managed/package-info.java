/**
 * A managed service as a store: an endpoint of Prometheus' query API that offers no remote read,
 * bills for the samples that it looks at and refuses more than its quotas.
 *
 * <p>The path of a select: {@code SentSelector} decides matchers on external labels and refuses
 * what nothing bounds. What is looked at as it is, by windows, is read as {@code selector[window]}
 * at the end of the window ({@code RawReads}), less what {@code cache} has kept; what is looked at
 * for its newest sample only is asked for at those very times ({@code GridReads}), since JSON
 * carries no stale markers, and only the endpoint knows where a series ends. {@code Markers} puts
 * them back.
 *
 * <p>Every request goes through {@code QueryCalls}: the rate and number of requests ({@code
 * Throttle}), further tries where the endpoint asks for them, the budget of billed samples ({@code
 * CostMeter}).
 */
@NullMarked
package io.promontory.adapter.managed;

import org.jspecify.annotations.NullMarked;
