package io.promontory.frontend.api;

import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.testing.Reference;

/** The API over the data that the golden answers were recorded with. */
final class GoldenServer {
  private GoldenServer() {}

  static ApiServer start() throws Exception {
    MemoryStore store =
        OpenMetricsFixture.load(Reference.path("golden", "language", "http", "data.om"));
    return new ApiServer(
        Services.ready(
            store,
            (s, query, context) -> {
              throw new UnsupportedOperationException();
            }));
  }
}
