/**
 * The store port: what every place where metrics live looks like to the engine, and the vocabulary
 * that travels with a call (request, hints, deadline, budget) and comes back (series,
 * completeness).
 */
@NullMarked
package io.promontory.series.store;

import org.jspecify.annotations.NullMarked;
