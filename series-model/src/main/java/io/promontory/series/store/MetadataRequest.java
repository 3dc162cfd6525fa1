package io.promontory.series.store;

/**
 * Asks for metadata of metric families.
 *
 * @param metric only this family; empty for all
 * @param limit most families wanted; negative for no limit (as in Prometheus' API, where 0 gives
 *     none)
 * @param limitPerMetric most entries per family; 0 or less for no limit
 */
public record MetadataRequest(String metric, int limit, int limitPerMetric) {}
