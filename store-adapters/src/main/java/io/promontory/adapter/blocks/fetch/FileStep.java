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
  private final ConcurrentLinkedQueue<Fetched> brought = new ConcurrentLinkedQueue<>();

  /** A range that is in a request which another call makes. */
  private record Awaited(int range, FileRequest request) {}

  private FileStep(FileRanges found) {
    this.found = found;
  }

  /** For a file that is not cached. */
  static FileStep of(FileRanges found, FetchLimits limits, int requestCap) {
    return of(found, new Spans<>(), new Spans<>(), limits, requestCap);
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
    for (int i = 0; i < wanted.count(); i++) {
      if (found.find(i) != null) {
        continue;
      }
      long start = wanted.start(i);
      int length = wanted.length(i);
      wantedBytes += length;
      Extent extent = extents.holding(start, length);
      if (extent != null) {
        found.set(i, extent);
        hits++;
        hitBytes += length;
        foundBytes += length;
        continue;
      }
      FileRequest request = underWay.isEmpty() ? null : underWay.holding(start, length);
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
    Fetched whole = new Fetched(file(), bytes);
    Extent all = whole.add(asked.start(request), 0, bytes.length);
    int first = asked.firstRange(request);
    int end = asked.firstRange(request + 1);
    long wanted = 0;
    for (int i = first; i < end; i++) {
      wanted += lengths[i];
    }
    if (2 * wanted >= bytes.length) {
      give(first, end, all);
      brought.add(whole);
    } else {
      brought.add(parts(first, end, all));
    }
    requests.get(request).answer().complete(all);
  }

  /** What ranges of an answer hold, ranges that touch as one. */
  private Fetched parts(int first, int end, Extent all) {
    byte[] bytes = new byte[length(first, end)];
    Fetched parts = new Fetched(file(), bytes);
    int at = 0;
    int from = first;
    while (from < end) {
      int to = endOfPart(from, end);
      int length = length(from, to);
      System.arraycopy(all.bytes(), all.indexOf(starts[from]), bytes, at, length);
      give(from, to, parts.add(starts[from], at, length));
      at += length;
      from = to;
    }
    return parts;
  }

  /** The first range behind one that does not touch it or those between. */
  private int endOfPart(int from, int end) {
    long partEnd = starts[from] + lengths[from];
    int to = from + 1;
    while (to < end && starts[to] <= partEnd) {
      partEnd = Math.max(partEnd, starts[to] + lengths[to]);
      to++;
    }
    return to;
  }

  /** Bytes that ranges hold, those in several counted once. */
  private int length(int first, int end) {
    long length = 0;
    long before = Long.MIN_VALUE;
    for (int i = first; i < end; i++) {
      long partEnd = Math.max(before, starts[i] + lengths[i]);
      length += partEnd - Math.max(before, starts[i]);
      before = partEnd;
    }
    return (int) length;
  }

  private void give(int first, int end, Extent extent) {
    for (int i = first; i < end; i++) {
      found.set(numbers[i], extent);
    }
  }

  /** What requests have brought so far. */
  List<Fetched> brought() {
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
