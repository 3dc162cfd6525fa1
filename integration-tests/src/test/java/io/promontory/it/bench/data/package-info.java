/**
 * Data of benchmarks: a {@link io.promontory.it.bench.data.DataSet} comes out the same whenever it
 * is made, and becomes a block by our own writer, which our server reads from a bucket and
 * Prometheus from its data folder ({@link io.promontory.it.bench.data.ServedBlock}).
 */
@NullMarked
package io.promontory.it.bench.data;

import org.jspecify.annotations.NullMarked;
