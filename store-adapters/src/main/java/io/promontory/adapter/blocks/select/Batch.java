package io.promontory.adapter.blocks.select;

import io.promontory.series.store.Series;
import java.util.List;

/**
 * Some series of a stream, in order.
 *
 * @param heldBytes counted as held in memory until the batch is through
 */
record Batch(List<Series> series, long heldBytes) {}
