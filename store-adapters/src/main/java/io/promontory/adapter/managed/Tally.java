package io.promontory.adapter.managed;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the requests of one read took and said, added up. Safe for concurrent use. */
final class Tally {
  private final String store;
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private long bytes;
  private long samples;
  private long billed;
  private long retries;

  Tally(String store) {
    this.store = store;
  }

  /** Adds an answer. A warning beside one may mean that series are missing. */
  synchronized void add(QueryCalls.Told told) {
    bytes += told.bytes();
    samples += told.size().samples();
    billed += told.billed();
    retries += told.retries();
    missing.addAll(told.warnings());
    notes.addAll(told.notes());
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  /** Whether an answer so far may lack something. */
  synchronized boolean isWhole() {
    return missing.isEmpty();
  }

  synchronized Completeness completeness(long series, long chunks) {
    StoreStats stats = new StoreStats(series, chunks, bytes, samples, retries, 0, billed);
    StoreOutcome outcome =
        missing.isEmpty()
            ? StoreOutcome.whole(store, stats)
            : StoreOutcome.partial(store, String.join("; ", missing), stats);
    List<String> all = new ArrayList<>(notes);
    return Completeness.of(outcome.withNotes(all));
  }
}
