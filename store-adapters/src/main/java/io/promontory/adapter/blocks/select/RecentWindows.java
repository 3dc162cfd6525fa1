package io.promontory.adapter.blocks.select;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ChunkCounts;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.store.SelectRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, of series that are asked for again and again, the samples of the time asked for and some
 * behind it: who asks next, as rules do, asks for a little later, and reads neither the file nor
 * what lies in front of them in their chunk. Used by one thread.
 */
final class RecentWindows {
  /** Samples behind those asked for. */
  private static final int AHEAD = 16;

  /** More are not kept of one series. */
  private static final int MOST = 1024;

  /** Of many samples that were read, one part in so many is kept at most. */
  private static final int LEAST_GAIN = 2;

  /** So few are kept in any case: that no file need be read is gain enough. */
  private static final int FEW = 64;

  private final OpenBlock block;
  private final KnownSeries known;
  private final long from;
  private final long to;
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns samples = new SampleColumns();

  private RecentWindows(OpenBlock block, KnownSeries known, SelectRequest request) {
    this.block = block;
    this.known = known;
    this.from = request.minTime();
    this.to = request.maxTime();
  }

  /** Those of a select; null where nothing can be kept. */
  static @Nullable RecentWindows of(
      OpenBlock block, SelectedBlock selected, @Nullable KnownSeries known) {
    SelectRequest request = selected.request();
    boolean isWhole = selected.chosen().contains(request.minTime(), request.maxTime());
    return known == null || !isWhole ? null : new RecentWindows(block, known, request);
  }

  /**
   * Keeps what is worth it of a series.
   *
   * @param read all its chunks with samples of the time asked for, as they are stored
   */
  void keep(int id, List<Chunk> read) {
    StoredSeries whole = known.find(id);
    if (whole == null || !mayGain(read) || !block.deleted(id).isEmpty() || !whole.isInOrder()) {
      return;
    }
    Chunk before = whole.recent();
    if (before != null && (to < before.minTime() || whole.isAllOf(before, from, to))) {
      return; // someone else looks at later samples
    }
    Chunk cut = cut(read);
    if (cut != null && whole.isAllOf(cut, from, to)) {
      known.keep(whole.withRecent(cut));
    }
  }

  /** Ends the reading. */
  void end() {
    known.tell();
  }

  private boolean mayGain(List<Chunk> read) {
    for (Chunk chunk : read) {
      if (chunk.encoding() != Encoding.XOR) {
        return false;
      }
    }
    long time = read.getLast().maxTime() - read.getFirst().minTime();
    return to - from < time / LEAST_GAIN || ChunkCounts.samples(read) <= LEAST_GAIN * FEW;
  }

  /** The samples from the last one up to the time asked for to some behind it. */
  private @Nullable Chunk cut(List<Chunk> read) {
    decoder.decode(read, Long.MIN_VALUE, Long.MAX_VALUE, samples);
    int first = 0;
    while (first + 1 < samples.size && samples.timestamps[first + 1] <= from) {
      first++;
    }
    int last = first;
    while (last < samples.size - 1 && samples.timestamps[last] < to) {
      last++;
    }
    last = Math.min(samples.size - 1, last + AHEAD);
    int count = last - first + 1;
    boolean gains = count <= FEW || count <= samples.size / LEAST_GAIN;
    if (samples.size == 0 || count > MOST || !gains) {
      return null;
    }
    XorWriter writer = new XorWriter();
    for (int i = first; i <= last; i++) {
      writer.append(samples.timestamps[i], samples.values[i]);
    }
    return writer.toChunk();
  }
}
