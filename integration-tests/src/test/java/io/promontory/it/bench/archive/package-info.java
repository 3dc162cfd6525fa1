/**
 * Benchmarks of archived blocks, started by {@code ./dev bench archive} and {@code ./dev bench
 * magma}. A {@link io.promontory.it.bench.archive.DataSet} becomes a block by our own writer, which
 * Promontory reads from a bucket and Prometheus from its data folder; VictoriaMetrics has the same
 * samples imported. All are asked in turns ({@link io.promontory.it.bench.archive.Race}).
 */
@NullMarked
package io.promontory.it.bench.archive;

import org.jspecify.annotations.NullMarked;
