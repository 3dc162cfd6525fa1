/**
 * Many stores as one: {@link io.promontory.frontend.federation.FederatedStore} asks those that can
 * hold matching data, each once, in parallel and within its time, and unites their answers; {@link
 * io.promontory.frontend.federation.StoreFactory} builds stores from the configuration.
 */
@NullMarked
package io.promontory.frontend.federation;

import org.jspecify.annotations.NullMarked;
