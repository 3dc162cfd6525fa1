/**
 * What metrics there are: {@link io.promontory.frontend.explore.MetricCatalogue} knows names, types
 * and which stores have them, {@link io.promontory.frontend.explore.MetricDetail} looks at one.
 */
@NullMarked
package io.promontory.frontend.explore;

import org.jspecify.annotations.NullMarked;
