/**
 * How a query is answered, for a reader: {@link io.promontory.frontend.explain.PlanJson} shows its
 * plan with what each node came to, {@link io.promontory.frontend.explain.ReadJson} how each store
 * answered each read, and {@link io.promontory.frontend.explain.ProvenanceJson} who gave which
 * stretches of time. {@link io.promontory.frontend.explain.Explained} puts them together.
 */
@NullMarked
package io.promontory.frontend.explain;

import org.jspecify.annotations.NullMarked;
