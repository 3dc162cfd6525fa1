package io.promontory.series.store;

import io.promontory.series.labels.Labels;

/**
 * A target that relabelling dropped.
 *
 * @param discoveredLabels before relabelling
 * @param scrapePool empty where unknown
 */
public record DroppedTarget(Labels discoveredLabels, String scrapePool) {}
