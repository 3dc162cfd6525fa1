/**
 * From text to syntax tree. {@link io.promontory.promql.parse.PromQlParser} is the way in: a {@code
 * Lexer} cuts the bytes of a query into tokens, recursive descent with precedence climbing builds
 * the tree, {@code TypeChecker} checks it. The first error ends the parse; its text and position
 * are Prometheus' own, which comes down to two things: tokens are read no earlier than Prometheus
 * reads them, and an unexpected token is explained by the innermost construct that has something to
 * say about it ({@code Expectation}).
 *
 * <p>{@link io.promontory.promql.parse.SeriesNotation} reads the language of tests, in which a line
 * describes a series and its samples.
 */
@NullMarked
package io.promontory.promql.parse;

import org.jspecify.annotations.NullMarked;
