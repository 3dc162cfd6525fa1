package io.promontory.frontend.explain;

import io.promontory.series.store.CallTrace;
import io.promontory.series.store.CallTrace.Count;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one store's calls came to, added up. Used by one thread. */
final class Account {
  /** How calls ended, the best first. */
  enum State {
    NOT_ASKED,
    WHOLE,
    UNFINISHED,
    PARTIAL,
    FAILED
  }

  private final String kind;
  private State state = State.NOT_ASKED;
  private final Set<String> reasons = new LinkedHashSet<>();
  private StoreStats stats = StoreStats.ZERO;
  private int calls;
  private long requests;
  private long blocks;
  private long cachedBytes;
  private long fetchedBytes;
  private long cachedSamples;
  private long queueNanos;
  private long firstNanos = -1;
  private long tookNanos;

  Account(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  State state() {
    return state;
  }

  /** Adds a call. */
  void add(CallTrace call) {
    calls++;
    Completeness completeness = call.completeness();
    if (completeness == null) {
      worse(State.UNFINISHED, "not read to its end");
    } else {
      completeness.outcomes().forEach(this::add);
      worse(State.WHOLE, "");
    }
    requests += call.count(Count.REQUESTS);
    blocks += call.count(Count.BLOCKS);
    cachedBytes += call.count(Count.CACHED_BYTES);
    fetchedBytes += call.count(Count.FETCHED_BYTES);
    cachedSamples += call.count(Count.CACHED_SAMPLES);
    queueNanos = Math.max(queueNanos, call.queueNanos());
    tookNanos = Math.max(tookNanos, call.tookNanos());
    if (call.firstNanos() >= 0) {
      firstNanos = firstNanos < 0 ? call.firstNanos() : Math.min(firstNanos, call.firstNanos());
    }
  }

  private void add(StoreOutcome outcome) {
    stats = stats.plus(outcome.stats());
    switch (outcome.status()) {
      case WHOLE -> worse(State.WHOLE, "");
      case PARTIAL -> worse(State.PARTIAL, outcome.reason());
      case FAILED -> worse(State.FAILED, outcome.reason());
      case NOT_ASKED -> {}
    }
  }

  /** Notes why the store is not asked. */
  void leftOut(String reason) {
    reasons.add(reason);
  }

  private void worse(State other, String reason) {
    if (other.compareTo(state) > 0) {
      state = other;
    }
    if (!reason.isEmpty()) {
      reasons.add(reason);
    }
  }

  /** The keys that each account has. */
  Map<String, @Nullable Object> shown() {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("state", state.name().toLowerCase(Locale.ROOT));
    if (!reasons.isEmpty() && state != State.WHOLE) {
      shown.put("reason", String.join("; ", reasons));
    }
    if (calls == 0) {
      return shown;
    }
    shown.put("calls", calls);
    shown.put("requests", requests);
    shown.put("retries", stats.retries());
    shown.put("series", stats.series());
    shown.put("chunks", stats.chunks());
    shown.put("samples", stats.samples());
    shown.put("bytes", stats.bytes());
    if (blocks > 0) {
      shown.put("blocks", blocks);
    }
    shown.put("cache", cache());
    Map<String, @Nullable Object> ms = new LinkedHashMap<>();
    ms.put("queue", Seconds.msOfNanos(queueNanos));
    ms.put("first", firstNanos < 0 ? null : Seconds.msOfNanos(firstNanos));
    ms.put("all", Seconds.msOfNanos(Math.max(0, tookNanos)));
    shown.put("ms", ms);
    if (stats.billed() > 0) {
      shown.put("cost", Map.of("billedSamples", stats.billed()));
    }
    return shown;
  }

  /** What a cache of ours had; null where none was looked into. */
  private @Nullable Object cache() {
    Map<String, Object> cache = new LinkedHashMap<>();
    if (cachedBytes + fetchedBytes > 0) {
      cache.put("bytes", cachedBytes);
      cache.put("fetchedBytes", fetchedBytes);
    }
    if (cachedSamples > 0) {
      cache.put("samples", cachedSamples);
    }
    return cache.isEmpty() ? null : cache;
  }
}
