package io.promontory.adapter.blocks.fetch;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
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
  private final BlockCache cache;
  private final FetchListener listener;
  private final QueryContext context;

  FetchCall(
      String store,
      Bucket bucket,
      FetchLimits limits,
      ExecutorService threads,
      RequestGate gate,
      BlockCache cache,
      FetchListener listener,
      QueryContext context) {
    this.store = store;
    this.bucket = bucket.within(context.deadline());
    this.limits = limits;
    this.threads = threads;
    this.gate = gate;
    this.cache = cache;
    this.listener = listener;
    this.context = context;
  }

  List<FileRanges> fetch(List<WantedRanges> wanted) {
    context.checkAlive(store);
    List<FileRanges> all = new ArrayList<>(wanted.size());
    List<MissingRanges> missing = new ArrayList<>();
    for (WantedRanges one : wanted) {
      checkInside(one);
      FileRanges found = new FileRanges(one);
      all.add(found);
      int hits = isCached(one.file()) ? lookUp(one, found) : 0;
      if (hits < one.count()) {
        missing.add(MissingRanges.of(found, one.count() - hits));
      }
    }
    if (!missing.isEmpty()) {
      read(missing);
    }
    return all;
  }

  private int lookUp(WantedRanges wanted, FileRanges found) {
    int hits = cache.find(wanted, found);
    long bytes = 0;
    long hitBytes = 0;
    for (int i = 0; i < wanted.count(); i++) {
      bytes += wanted.length(i);
      hitBytes += found.find(i) == null ? 0 : wanted.length(i);
    }
    // What a query may read does not depend on what others have read before it.
    context.budget().read(hitBytes);
    listener.lookedUp(wanted.file().kind(), wanted.count(), hits, bytes, hitBytes);
    return hits;
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

  private void read(List<MissingRanges> missing) {
    long ranges = missing.stream().mapToLong(MissingRanges::count).sum();
    List<Runnable> requests = new ArrayList<>();
    List<MissingRanges.Plan> plans = new ArrayList<>();
    long bytes = 0;
    for (MissingRanges one : missing) {
      int cap = (int) Math.max(1, (long) limits.requestsPerCall() * one.count() / ranges);
      MissingRanges.Plan plan = one.plan(limits, cap);
      RangePlan asked = plan.requests();
      bytes += asked.readBytes();
      listener.planned(one.file().kind(), asked.requests(), asked.readBytes(), asked.wantedBytes());
      plans.add(plan);
      for (int i = 0; i < asked.requests(); i++) {
        int request = i;
        requests.add(
            () -> plan.set(request, get(one.file(), asked.start(request), asked.length(request))));
      }
    }
    context.budget().read(bytes);
    new RequestRun(store, threads, limits.requestsAtOncePerCall(), context).run(requests);
    for (MissingRanges.Plan plan : plans) {
      List<Extent> extents = plan.extents();
      if (isCached(plan.file())) {
        cache.keep(plan.file(), extents);
      }
    }
  }

  private Extent get(StoredFile file, long start, int length) {
    return new Extent(file, start, gate.pass(length, context, () -> bytes(file, start, length)));
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
