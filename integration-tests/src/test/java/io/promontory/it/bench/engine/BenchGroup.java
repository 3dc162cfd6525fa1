package io.promontory.it.bench.engine;

import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * Queries over the same data.
 *
 * @param name of the benchmark function in Prometheus
 * @param data made when the group is run
 */
record BenchGroup(String name, Supplier<MemoryStore> data, List<BenchCase> cases) {}
