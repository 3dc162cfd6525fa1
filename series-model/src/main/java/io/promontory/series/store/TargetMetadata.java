package io.promontory.series.store;

import io.promontory.series.labels.Labels;

/** Metadata of a metric family as one target exposes it; {@code target} are the target's labels. */
public record TargetMetadata(Labels target, MetricMetadata metadata) {}
