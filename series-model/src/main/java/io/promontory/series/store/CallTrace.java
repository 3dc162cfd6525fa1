package io.promontory.series.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of one call and of the calls that it leads to, where somebody asks how a query is
 * answered: made by who calls, filled by whoever answers. Safe for concurrent use; a call that has
 * not ended says what is known so far.
 */
public final class CallTrace {
  /** Calls noted below one; those beyond are counted only. */
  public static final int MOST_CALLS = 1_000;

  /** What a call is counted by, beside its {@link StoreStats}. */
  public enum Count {
    /** Requests sent: HTTP, gRPC, or ranges of objects in a bucket. */
    REQUESTS,
    /** Blocks of an archive that were looked into. */
    BLOCKS,
    /** Bytes that a cache of ours had. */
    CACHED_BYTES,
    /** Bytes that had to be fetched beside what the cache had. */
    FETCHED_BYTES,
    /** Samples that a cache of ours had. */
    CACHED_SAMPLES
  }

  /** A span of time, ms, inclusive. */
  public record Span(long fromMs, long toMs) {}

  private final String name;
  private final String kind;
  private final LongSupplier nanoClock;
  private final long start;
  private final Queue<CallTrace> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final Queue<Span> cached = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cachedSpans = new AtomicInteger();
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final LongAdder queueNanos = new LongAdder();
  private final AtomicLong firstNanos = new AtomicLong(-1);
  private final AtomicLong tookNanos = new AtomicLong(-1);
  private volatile @Nullable Completeness completeness;

  /** Of a query, which is no call to anyone. */
  public static CallTrace ofQuery(LongSupplier nanoClock) {
    return new CallTrace("", "", nanoClock);
  }

  private CallTrace(String name, String kind, LongSupplier nanoClock) {
    this.name = name;
    this.kind = kind;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  /**
   * Notes a call that begins now.
   *
   * @param to who is asked
   * @param kindOfIt its type; what a store asks has the type of the store
   */
  public CallTrace call(String to, String kindOfIt) {
    CallTrace call = new CallTrace(to, kind.isEmpty() ? kindOfIt : kind, nanoClock);
    if (made.incrementAndGet() <= MOST_CALLS) {
      calls.add(call);
    }
    return call;
  }

  /** Counts. */
  public void add(Count what, long count) {
    LongAdder adder = counts.get(what);
    if (adder != null) {
      adder.add(count);
    }
  }

  /** Counts in the trace of a query that has one. */
  public static void add(QueryContext context, Count what, long count) {
    CallTrace trace = context.trace();
    if (trace != null) {
      trace.add(what, count);
    }
  }

  /** Notes a span of time whose samples a cache of ours had; those beyond the first are dropped. */
  public void cached(long fromMs, long toMs) {
    if (cachedSpans.incrementAndGet() <= MOST_CALLS) {
      cached.add(new Span(fromMs, toMs));
    }
  }

  /** Notes time that the call waited for its turn. */
  public void queued(long nanos) {
    queueNanos.add(nanos);
  }

  /** Notes that the answer begins, unless it has. */
  public void first() {
    firstNanos.compareAndSet(-1, nanoClock.getAsLong() - start);
  }

  /** Notes the end of the call, unless it has ended. */
  public void ended(Completeness how) {
    if (tookNanos.compareAndSet(-1, nanoClock.getAsLong() - start)) {
      completeness = how;
    }
  }

  public String name() {
    return name;
  }

  public String kind() {
    return kind;
  }

  /** The calls that this one made, in the order of their beginnings. */
  public List<CallTrace> calls() {
    return List.copyOf(calls);
  }

  /** The spans of time whose samples a cache of ours had. */
  public List<Span> cached() {
    return List.copyOf(cached);
  }

  /** Of this call and those below it. */
  public long count(Count what) {
    LongAdder adder = counts.get(what);
    long sum = adder == null ? 0 : adder.sum();
    for (CallTrace call : calls) {
      sum += call.count(what);
    }
    return sum;
  }

  /** Nanoseconds that the call, or the slowest to pass of those below it, waited for its turn. */
  public long queueNanos() {
    long longest = 0;
    for (CallTrace call : calls) {
      longest = Math.max(longest, call.queueNanos());
    }
    return queueNanos.sum() + longest;
  }

  /** Nanoseconds from the call to the first of the answer; -1 where none has come. */
  public long firstNanos() {
    return firstNanos.get();
  }

  /** Nanoseconds from the call to the end of the answer; -1 where it has not ended. */
  public long tookNanos() {
    return tookNanos.get();
  }

  /** How whole the answer was; null where it has not ended. */
  public @Nullable Completeness completeness() {
    return completeness;
  }
}
