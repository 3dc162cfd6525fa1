/**
 * What stands between the federation and each endpoint, so that an ill one costs little and a
 * healthy one is not asked too much. {@link io.promontory.frontend.federation.steady.Steady} piles
 * up, from the outside in: calls that are the same run once ({@code CoalescingStore}), so many
 * queries at a time and no more ({@code GatedStore}), none while the endpoint is known to be ill
 * ({@code BreakerStore}), and once more where a call failed before it could begin ({@code
 * RetryingStore}).
 */
@NullMarked
package io.promontory.frontend.federation.steady;

import org.jspecify.annotations.NullMarked;
