package io.promontory.adapter.blocks.fetch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a file is in memory, and what is on its way there. Safe for concurrent use. */
final class FileState {
  private Spans<Extent> extents = Spans.none();
  private Spans<FileRequest> requests = Spans.none();
  private boolean retired;

  /**
   * Finds what is there, and announces requests for what is neither there nor on its way.
   *
   * @return null if this state is no longer used
   */
  synchronized @Nullable FileStep begin(FileRanges found, FetchLimits limits, int requestCap) {
    if (retired) {
      return null;
    }
    FileStep step = FileStep.of(found, extents, requests, limits, requestCap);
    requests = requests.plus(step.requests(), new HashSet<>());
    return step;
  }

  /**
   * Takes what a step has brought.
   *
   * @param dropped gets what need not be kept, new and old
   */
  synchronized void end(FileStep step, List<Extent> brought, Set<Extent> dropped) {
    requests = requests.minus(new HashSet<>(step.requests()));
    extents = extents.plus(brought, dropped);
  }

  synchronized void remove(Extent extent) {
    extents = extents.minus(Set.of(extent));
  }

  /** Ends the use of this state if it knows nothing. */
  synchronized boolean retire() {
    retired |= extents.isEmpty() && requests.isEmpty();
    return retired;
  }
}
