/**
 * How the stores are, as last seen: {@link io.promontory.frontend.federation.health.StoreHealth}
 * notes how each call to a store went, {@link io.promontory.frontend.federation.health.Prober} asks
 * those that nobody asks, in the background, and {@link
 * io.promontory.frontend.federation.health.StoreStatus} is what is shown of it.
 */
@NullMarked
package io.promontory.frontend.federation.health;

import org.jspecify.annotations.NullMarked;
