/**
 * Expressions as text: {@link io.promontory.promql.print.Printer} on one line, {@link
 * io.promontory.promql.print.PrettyPrinter} over several, {@link
 * io.promontory.promql.print.AstTree} as the tree of the API.
 */
@NullMarked
package io.promontory.promql.print;

import org.jspecify.annotations.NullMarked;
