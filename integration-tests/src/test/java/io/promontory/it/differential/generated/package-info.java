/**
 * Seeded random expressions, put to a Prometheus and to Promontory in front of it: {@link
 * io.promontory.it.differential.generated.ExpressionGenerator} makes them, {@link
 * io.promontory.it.differential.generated.GeneratedQueries} asks and compares.
 */
@NullMarked
package io.promontory.it.differential.generated;

import org.jspecify.annotations.NullMarked;
