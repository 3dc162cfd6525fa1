package io.promontory.adapter.managed.cache;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Map;

/**
 * All samples of one selector in a stretch of time.
 *
 * @param fromMs ms, inclusive
 * @param toMs ms, inclusive
 */
record Piece(long fromMs, long toMs, Map<Labels, List<Chunk>> series) {}
