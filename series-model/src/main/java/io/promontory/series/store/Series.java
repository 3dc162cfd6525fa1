package io.promontory.series.store;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.util.List;

/**
 * One series of an answer: its labels and its chunks (none where the request skipped them).
 * Immutable; may outlive its set.
 */
public record Series(Labels labels, List<Chunk> chunks) {}
