/**
 * The face of the engine: a query goes in with the store to read, a value comes out with
 * annotations, completeness and statistics.
 */
@NullMarked
package io.promontory.promql.engine;

import org.jspecify.annotations.NullMarked;
