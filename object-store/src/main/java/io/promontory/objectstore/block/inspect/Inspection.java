package io.promontory.objectstore.block.inspect;

import java.util.List;
import java.util.SortedMap;

/**
 * What blocks consist of. Lists have the greatest first.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, exclusive
 * @param indexBytes of the indexes
 * @param chunkBytes of the chunk segments
 * @param metrics how many there are; {@code byMetric} may have fewer
 * @param churning labels whose series come and go the most
 * @param encodings empty where chunks were not read
 * @param chunkSizes how many chunks have so many samples: by the upper end of a range
 */
public record Inspection(
    int blocks,
    long minTime,
    long maxTime,
    long series,
    long chunks,
    long samples,
    long indexBytes,
    long chunkBytes,
    long metrics,
    List<MetricUse> byMetric,
    List<LabelUse> byLabel,
    List<PairUse> byPair,
    List<PairUse> churning,
    List<EncodingUse> encodings,
    SortedMap<Integer, Long> chunkSizes) {}
