package io.promontory.adapter.blocks.fetch;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.CallTrace.Count;
import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** One call for ranges of files: looks them up, plans requests for those missing, makes these. */
final class FetchCall {
  private final String store;
  private final Bucket bucket;
  private final FetchLimits limits;
  private final ExecutorService threads;
  private final RequestGate gate;
  private final LocalReads local;
  private final BlockCache cache;
  private final FetchListener listener;
  private final QueryContext context;

  FetchCall(
      String store,
      Bucket bucket,
      FetchLimits limits,
      ExecutorService threads,
      RequestGate gate,
      LocalReads local,
      BlockCache cache,
      FetchListener listener,
      QueryContext context) {
    this.store = store;
    this.bucket = bucket.within(context.deadline());
    this.limits = limits;
    this.threads = threads;
    this.gate = gate;
    this.local = local;
    this.cache = cache;
    this.listener = listener;
    this.context = context;
  }

  List<FileRanges> fetch(List<WantedRanges> wanted) {
    List<FileRanges> all = new ArrayList<>(wanted.size());
    List<FileRanges> remote = new ArrayList<>();
    for (WantedRanges one : wanted) {
      checkInside(one);
      FileRanges found = new FileRanges(one);
      all.add(found);
      if (one.count() > 0 && !readLocally(found)) {
        remote.add(found);
      }
    }
    boolean whole = remote.isEmpty();
    while (!whole) {
      context.checkAlive(store);
      whole = attempt(remote);
    }
    for (FileRanges found : remote) {
      if (isCached(found.wanted().file())) {
        cache.touch(found);
      }
    }
    return all;
  }

  private boolean readLocally(FileRanges found) {
    if (!local.read(found, context)) {
      return false;
    }
    WantedRanges wanted = found.wanted();
    CacheKind kind = wanted.file().kind();
    listener.lookedUp(kind, wanted.count(), 0, wanted.bytes(), 0);
    listener.planned(kind, 1, wanted.bytes(), wanted.bytes());
    listener.asks(1);
    CallTrace.add(context, Count.REQUESTS, 1);
    CallTrace.add(context, Count.FETCHED_BYTES, wanted.bytes());
    return true;
  }

  /** Reads what is missing; false if another call, on which this one relied, failed. */
  private boolean attempt(List<FileRanges> all) {
    List<FileStep> steps = new ArrayList<>(all.size());
    Throwable failure = null;
    try {
      plan(all, steps);
      read(steps);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      for (FileStep step : steps) {
        if (isCached(step.file())) {
          cache.end(step);
        }
        if (failure != null) {
          step.giveUp(failure);
        }
      }
    }
    boolean whole = true;
    for (FileStep step : steps) {
      whole &= step.await(store, context);
    }
    return whole;
  }

  private void plan(List<FileRanges> all, List<FileStep> steps) {
    long ranges = all.stream().mapToLong(FileRanges::count).sum();
    for (FileRanges found : all) {
      if (found.count() > 0) {
        int cap = (int) Math.max(1, (long) limits.requestsPerCall() * found.count() / ranges);
        steps.add(
            isCached(found.wanted().file())
                ? cache.begin(found, limits, cap)
                : FileStep.of(found, limits, cap));
      }
    }
  }

  private void read(List<FileStep> steps) {
    List<Runnable> requests = new ArrayList<>();
    long bytes = 0;
    long found = 0;
    for (FileStep step : steps) {
      bytes += step.readBytes() + step.foundBytes();
      found += step.foundBytes();
      for (int i = 0; i < step.requests().size(); i++) {
        int number = i;
        FileRequest request = step.requests().get(i);
        requests.add(
            () -> step.answer(number, get(step.file(), request.start(), request.length())));
      }
    }
    // What a query may read does not depend on what others have read before it.
    context.budget().read(bytes);
    steps.forEach(step -> step.report(listener));
    CallTrace.add(context, Count.REQUESTS, requests.size());
    CallTrace.add(context, Count.CACHED_BYTES, found);
    CallTrace.add(context, Count.FETCHED_BYTES, bytes - found);
    if (!requests.isEmpty()) {
      listener.asks(requests.size());
    }
    RequestRun.run(store, threads, limits.requestsAtOncePerCall(), requests, context);
  }

  private boolean isCached(StoredFile file) {
    return limits.cacheChunks() || file.kind() == CacheKind.INDEX;
  }

  private static void checkInside(WantedRanges wanted) {
    long size = wanted.file().size();
    for (int i = 0; i < wanted.count(); i++) {
      long start = wanted.start(i);
      int length = wanted.length(i);
      if (start < 0 || length < 0 || start > size - length) {
        throw new BlockFaultException(
            wanted.file().block(),
            Reason.CORRUPT,
            "%s has %d bytes, but %d are wanted at %d"
                .formatted(wanted.file().path(), size, length, start));
      }
    }
  }

  private byte[] get(StoredFile file, long start, int length) {
    return gate.pass(length, context, () -> bytes(file, start, length));
  }

  private byte[] bytes(StoredFile file, long start, int length) {
    byte[] bytes;
    try {
      bytes = bucket.getRange(file.object().key(), start, length);
    } catch (BucketException e) {
      throw FetchFailures.of(store, file.block(), e);
    }
    if (bytes.length != length) {
      throw new BlockFaultException(
          file.block(),
          Reason.CUT_SHORT,
          "%s at byte %d: the bucket gave %d of %d bytes, though it lists %d in all"
              .formatted(file.path(), start, bytes.length, length, file.size()));
    }
    return bytes;
  }
}
