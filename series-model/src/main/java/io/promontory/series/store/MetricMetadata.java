package io.promontory.series.store;

/**
 * One entry of a metric family's metadata; type in lower case as in the exposition formats ({@code
 * counter}, {@code unknown}).
 */
public record MetricMetadata(String family, String type, String help, String unit) {}
