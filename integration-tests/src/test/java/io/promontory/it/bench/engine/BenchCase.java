package io.promontory.it.bench.engine;

import io.promontory.promql.engine.Query;

/**
 * One query of a group.
 *
 * @param name as {@code go test -bench} prints it, without the group, blanks as underscores
 * @param steps steps between the first and the last evaluation, for summaries
 */
record BenchCase(String name, Query query, int steps) {}
