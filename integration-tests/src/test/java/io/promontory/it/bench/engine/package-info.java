/**
 * The engine by itself on the data and queries of Prometheus' own engine benchmarks: {@link
 * io.promontory.it.bench.engine.EngineCases} runs them, beside figures of {@code go test -bench}
 * where such are given.
 */
@NullMarked
package io.promontory.it.bench.engine;

import org.jspecify.annotations.NullMarked;
