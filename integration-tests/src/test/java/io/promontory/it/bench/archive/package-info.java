/**
 * Benchmarks of archived blocks, started by {@code ./dev bench archive} and {@code ./dev bench
 * magma}. Promontory and Prometheus read the same blocks ({@link
 * io.promontory.it.bench.data.ServedBlock}), VictoriaMetrics has the same samples imported.
 */
@NullMarked
package io.promontory.it.bench.archive;

import org.jspecify.annotations.NullMarked;
