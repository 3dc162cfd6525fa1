/**
 * Benchmarks, started by {@code ./dev bench}. Each checks equal answers first where it compares
 * with a peer, and ends with one line a figure: {@code RESULT <bench> <case> <figure> <value>
 * <unit>}; ratios are peer ÷ Promontory.
 */
@NullMarked
package io.promontory.it.bench;

import org.jspecify.annotations.NullMarked;
