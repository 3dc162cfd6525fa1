package io.promontory.it.bench.archive;

import io.promontory.it.fixture.ApiClient;

/**
 * A server that takes part in a benchmark.
 *
 * @param name as figures have it
 * @param pid of its process
 */
record Contender(String name, ApiClient client, long pid) {
  static final String PROMONTORY = "promontory";
  static final String PROMETHEUS = "prometheus";
  static final String VICTORIA_METRICS = "victoria-metrics";
}
