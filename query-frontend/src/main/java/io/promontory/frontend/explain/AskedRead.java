package io.promontory.frontend.explain;

import io.promontory.promql.exec.Recording.Read;
import io.promontory.series.store.ReadEstimate;
import java.util.List;

/** A read with whom it asks. */
record AskedRead(Read read, List<ReadEstimate> estimates) {
  AskedRead {
    estimates = List.copyOf(estimates);
  }
}
