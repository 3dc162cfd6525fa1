package io.promontory.it.bench.race;

import io.promontory.it.fixture.ApiClient;

/**
 * A server that takes part in a benchmark.
 *
 * @param name as figures have it
 * @param pid of its process
 */
public record Contender(String name, ApiClient client, long pid) {
  public static final String PROMONTORY = "promontory";
  public static final String PROMETHEUS = "prometheus";
  public static final String VICTORIA_METRICS = "victoria-metrics";
}
