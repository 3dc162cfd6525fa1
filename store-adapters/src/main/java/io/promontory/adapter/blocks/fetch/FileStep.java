package io.promontory.adapter.blocks.fetch;

import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a call does about one file: takes what is in memory, waits for what others have asked for,
 * asks for the rest.
 */
final class FileStep {
  private static final int FIRST_RANGES = 16;

  private final FileRanges found;

  /** Of the ranges that are asked for: their numbers, then where they are. */
  private int[] numbers = new int[FIRST_RANGES];

  private long[] starts = new long[FIRST_RANGES];
  private int[] lengths = new int[FIRST_RANGES];
  private int count;
  private int hits;
  private long wantedBytes;
  private long hitBytes;
  private long foundBytes;

  private final List<Awaited> awaited = new ArrayList<>();
  private final List<FileRequest> requests = new ArrayList<>();
  private @Nullable RangePlan plan;
  private final ConcurrentLinkedQueue<Extent> brought = new ConcurrentLinkedQueue<>();

  /** A range that is in a request which another call makes. */
  private record Awaited(int range, FileRequest request) {}

  private FileStep(FileRanges found) {
    this.found = found;
  }

  /** For a file that is not cached. */
  static FileStep of(FileRanges found, FetchLimits limits, int requestCap) {
    return of(found, Spans.none(), Spans.none(), limits, requestCap);
  }

  static FileStep of(
      FileRanges found,
      Spans<Extent> extents,
      Spans<FileRequest> underWay,
      FetchLimits limits,
      int requestCap) {
    FileStep step = new FileStep(found);
    step.lookUp(extents, underWay);
    RangePlan plan =
        RangePlan.of(
            step.starts,
            step.lengths,
            step.count,
            limits.requestBytes(),
            requestCap,
            limits.gap(step.file().kind()));
    for (int i = 0; i < plan.requests(); i++) {
      step.requests.add(new FileRequest(plan.start(i), plan.length(i)));
    }
    step.plan = plan;
    return step;
  }

  private void lookUp(Spans<Extent> extents, Spans<FileRequest> underWay) {
    WantedRanges wanted = found.wanted();
    Spans<Extent>.Walk inMemory = extents.walk();
    Spans<FileRequest>.Walk onItsWay = underWay.walk();
    for (int i = 0; i < wanted.count(); i++) {
      if (found.find(i) != null) {
        continue;
      }
      long start = wanted.start(i);
      int length = wanted.length(i);
      wantedBytes += length;
      Extent extent = inMemory.holding(start, length);
      if (extent != null) {
        found.set(i, extent);
        hits++;
        hitBytes += length;
        foundBytes += length;
        continue;
      }
      FileRequest request = underWay.isEmpty() ? null : onItsWay.holding(start, length);
      if (request != null) {
        awaited.add(new Awaited(i, request));
        foundBytes += length;
        continue;
      }
      ask(i, start, length);
    }
  }

  private void ask(int range, long start, int length) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    numbers[count] = range;
    starts[count] = start;
    lengths[count++] = length;
  }

  StoredFile file() {
    return found.wanted().file();
  }

  List<FileRequest> requests() {
    return requests;
  }

  /** Tells what was found and what is asked for. */
  void report(FetchListener listener) {
    CacheKind kind = file().kind();
    int looked = hits + awaited.size() + count;
    listener.lookedUp(kind, looked, hits, wantedBytes, hitBytes);
    if (!requests.isEmpty()) {
      listener.planned(kind, requests.size(), readBytes(), plan().wantedBytes());
    }
  }

  /** Bytes of the requests. */
  long readBytes() {
    return plan().readBytes();
  }

  /** Bytes wanted that need no request of this call. */
  long foundBytes() {
    return foundBytes;
  }

  private RangePlan plan() {
    if (plan == null) {
      throw new IllegalStateException();
    }
    return plan;
  }

  /**
   * Hands the bytes of a request to the ranges that it is for. Of a request that was mostly in vain
   * only these are kept.
   */
  void answer(int request, byte[] bytes) {
    RangePlan asked = plan();
    Extent all = new Extent(file(), asked.start(request), bytes);
    int first = asked.firstRange(request);
    int end = asked.firstRange(request + 1);
    long wanted = 0;
    for (int i = first; i < end; i++) {
      wanted += lengths[i];
    }
    if (2 * wanted >= bytes.length) {
      give(first, end, all);
    } else {
      giveParts(first, end, all);
    }
    requests.get(request).answer().complete(all);
  }

  private void giveParts(int first, int end, Extent all) {
    int from = first;
    while (from < end) {
      long partEnd = starts[from] + lengths[from];
      int to = from + 1;
      while (to < end && starts[to] <= partEnd) {
        partEnd = Math.max(partEnd, starts[to] + lengths[to]);
        to++;
      }
      byte[] bytes =
          Arrays.copyOfRange(
              all.bytes(), (int) (starts[from] - all.start()), (int) (partEnd - all.start()));
      give(from, to, new Extent(file(), starts[from], bytes));
      from = to;
    }
  }

  private void give(int first, int end, Extent extent) {
    for (int i = first; i < end; i++) {
      found.set(numbers[i], extent);
    }
    brought.add(extent);
  }

  /** What requests have brought so far. */
  List<Extent> brought() {
    return List.copyOf(brought);
  }

  /** Lets those that wait for requests know that no answer will come. */
  void giveUp(Throwable cause) {
    for (FileRequest request : requests) {
      request.answer().completeExceptionally(cause);
    }
  }

  /**
   * Waits for the requests of others.
   *
   * @return whether all that was wanted is there, since those others may fail
   */
  boolean await(String store, QueryContext context) {
    boolean all = true;
    for (Awaited one : awaited) {
      try {
        found.set(
            one.range, Waits.await(store, "requests of the bucket", one.request.answer(), context));
      } catch (ExecutionException e) {
        all = false;
      }
    }
    return all;
  }
}
