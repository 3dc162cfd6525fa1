/**
 * The same data and the same query, answered by a real Prometheus and by Promontory in front of it.
 * {@code QueryCatalog} the queries, {@code Answers} compares, {@code Coverage} says whether the run
 * proved anything.
 */
@NullMarked
package io.promontory.it.differential;

import org.jspecify.annotations.NullMarked;
