package io.promontory.series.replica;

import io.promontory.series.chunk.BucketlessHistograms;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.WindowColumns;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a series to what its replicas hold together ({@link ReplicaMerge}). Reused from series to
 * series by one thread.
 */
public final class ReplicaDecoder {
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final ReplicaMerge merge = new ReplicaMerge();
  private final SampleColumns high = new SampleColumns();
  private final SampleColumns low = new SampleColumns();
  private @Nullable Stretches stretches;
  private Stretches lowStretches = new Stretches();
  private Stretches outStretches = new Stretches();

  /** Notes in the calls to come which replica samples are of; valid until the next call. */
  public void noting(Stretches where) {
    stretches = where;
  }

  /**
   * Replaces the content of {@code out} with the samples of a series. Of replicas, what they hold
   * up to {@link ReplicaMargin#MS} before is looked at too.
   *
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   * @param reduction what is wanted where only aggregates are left
   * @throws io.promontory.series.chunk.CorruptChunkException if a chunk in the range breaks its
   *     format or goes back in time
   */
  public void decode(
      Series series, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    List<Replica> ranked = RankedReplicas.of(series);
    if (ranked.size() == 1) {
      decoder.decode(ranked.getFirst().chunks(), minTime, maxTime, reduction, out);
      noteOne(ranked, out);
    } else {
      merge(ranked, minTime, maxTime, reduction, out);
    }
  }

  /**
   * As {@link #decode}, but leaves out the buckets of native histograms ({@link
   * BucketlessHistograms}).
   */
  public void decodeCounts(
      Series series, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    List<Replica> ranked = RankedReplicas.of(series);
    if (ranked.size() == 1) {
      decoder.decodeCounts(ranked.getFirst().chunks(), minTime, maxTime, reduction, out);
      noteOne(ranked, out);
    } else {
      // Only buckets tell of resets where one replica follows on another.
      merge(ranked, minTime, maxTime, reduction, out);
      BucketlessHistograms.reduce(out);
    }
  }

  /** Whether an aggregate was asked for since the last call that a chunk did not have. */
  public boolean takeLackingAggregates() {
    return decoder.takeLackingAggregates();
  }

  private void merge(
      List<Replica> ranked, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    long start = ReplicaMargin.before(minTime);
    decoder.decode(ranked.getLast().chunks(), start, maxTime, reduction, low);
    noteAll(ranked.size() - 1, low);
    boolean isMerged = false;
    for (int next = ranked.size() - 2; next >= 0; next--) {
      decoder.decode(ranked.get(next).chunks(), start, maxTime, reduction, high);
      if (high.size == 0) {
        continue; // who has nothing there serves nobody
      }
      if (low.size == 0) {
        low.swap(high);
        noteAll(next, low);
      } else {
        noteMerge(next);
        if (isMerged) {
          merge.mergeOver(high, low, start, maxTime, out);
        } else {
          merge.merge(high, low, start, maxTime, out);
          isMerged = true;
        }
        low.swap(out);
        Stretches merged = outStretches;
        outStretches = lowStretches;
        lowStretches = merged;
      }
    }
    out.swap(low);
    int trimmed = trim(minTime, out);
    Stretches noted = stretches;
    if (noted != null) {
      noted.begin(ranked);
      noted.add(lowStretches, trimmed, lowStretches.size());
    }
  }

  private void noteOne(List<Replica> ranked, SampleColumns out) {
    Stretches noted = stretches;
    if (noted != null) {
      noted.begin(ranked);
      noted.add(0, out.size);
    }
  }

  private void noteAll(int replica, SampleColumns samples) {
    if (stretches != null) {
      lowStretches.begin(List.of());
      lowStretches.add(replica, samples.size);
    }
  }

  private void noteMerge(int high) {
    if (stretches != null) {
      outStretches.begin(List.of());
      merge.noting(new ReplicaMerge.Notes(high, lowStretches, outStretches));
    }
  }

  /** How many samples were cut off. */
  private static int trim(long minTime, SampleColumns out) {
    WindowColumns windows = out.windows;
    int first = 0;
    while (first < out.size && isBefore(out, windows, first, minTime)) {
      first++;
    }
    if (first > 0) {
      out.keep(first, out.size);
    }
    return first;
  }

  private static boolean isBefore(
      SampleColumns out, @Nullable WindowColumns windows, int at, long minTime) {
    long reach = windows == null ? 0 : SeriesDecoder.WINDOWS_BEFORE * windows.widths[at];
    return out.timestamps[at] < minTime - reach;
  }
}
