package io.promontory.adapter.blocks.fetch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a file is in memory, and what is on its way there. Safe for concurrent use. */
final class FileState {
  private final Spans<Extent> extents = new Spans<>();
  private final Spans<FileRequest> requests = new Spans<>();
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
    List<FileRequest> insideOthers = new ArrayList<>();
    step.requests().forEach(request -> requests.add(request, insideOthers));
    return step;
  }

  /**
   * Takes what a step has brought.
   *
   * @return what need not be kept, new and old
   */
  synchronized Set<Fetched> end(FileStep step, List<Fetched> brought) {
    step.requests().forEach(requests::remove);
    List<Extent> insideOthers = new ArrayList<>();
    for (Fetched fetched : brought) {
      fetched.extents().forEach(extent -> extents.add(extent, insideOthers));
    }
    Set<Fetched> needless = new HashSet<>();
    for (Extent extent : insideOthers) {
      if (extent.owner().isNeedless()) {
        needless.add(extent.owner());
      }
    }
    return needless;
  }

  synchronized void remove(Fetched fetched) {
    fetched.extents().forEach(extents::remove);
  }

  /** Ends the use of this state if it knows nothing. */
  synchronized boolean retire() {
    retired |= extents.isEmpty() && requests.isEmpty();
    return retired;
  }
}
