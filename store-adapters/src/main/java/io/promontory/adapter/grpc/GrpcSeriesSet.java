package io.promontory.adapter.grpc;

import com.google.protobuf.Any;
import io.promontory.proto.promontory.AnswerHints;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreStats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series of a StoreAPI stream as they arrive: batches unpacked, the frames of one series
 * joined, the order checked, warnings and hints kept for the end.
 */
final class GrpcSeriesSet implements SeriesSet {
  private static final int MOST_WARNINGS = 100;

  /** Frames with series that are read behind the limit, of a server that does not keep to it. */
  private static final int MOST_FRAMES_TOO_MANY = 16;

  private static final String END_UNSEEN =
      "the server did not keep to the limit of series: whether something is missing was not read";

  private final String store;
  private final FrameStream<SeriesRequest, RawFrame> frames;
  private final QueryBudget budget;
  private final SeriesFrameParser parser;
  private final boolean sorted;
  private final int limit;
  private final Deque<Series> arrived = new ArrayDeque<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable AnswerHints hints;
  private @Nullable Series open;
  private boolean ended;
  private boolean isCutOff;
  private long series;
  private long chunks;
  private long bytes;

  /**
   * @param sorted the server promises the order, so that a break of it is a failure
   * @param limit most series to give, 0 for all
   */
  GrpcSeriesSet(
      String store,
      FrameStream<SeriesRequest, RawFrame> frames,
      QueryBudget budget,
      boolean sorted,
      int limit) {
    this.store = store;
    this.frames = frames;
    this.budget = budget;
    this.parser = new SeriesFrameParser(store);
    this.sorted = sorted;
    this.limit = limit;
  }

  @Override
  public @Nullable Series next() {
    if (limit > 0 && series == limit) {
      readToEnd();
      return null;
    }
    while (true) {
      Series next = arrived.poll();
      if (next == null) {
        if (ended) {
          return give(take());
        }
        receive();
        continue;
      }
      Series current = open;
      if (current == null) {
        open = next;
        continue;
      }
      int order = current.labels().compareTo(next.labels());
      if (order == 0) {
        open = joined(current, next);
      } else if (order > 0 && sorted) {
        throw new StoreException(
            store,
            Kind.CORRUPT,
            "series out of order: " + next.labels() + " came after " + current.labels());
      } else {
        open = next;
        return give(current);
      }
    }
  }

  /** What is missing is told behind the series. */
  private void readToEnd() {
    open = null;
    for (int left = MOST_FRAMES_TOO_MANY; !ended && !isCutOff; ) {
      arrived.clear();
      receive();
      isCutOff = !arrived.isEmpty() && --left == 0;
    }
    arrived.clear();
    close();
  }

  private @Nullable Series take() {
    Series last = open;
    open = null;
    return last;
  }

  private @Nullable Series give(@Nullable Series next) {
    if (next == null) {
      return null;
    }
    List<Chunk> all = next.chunks();
    List<Chunk> distinct = IdenticalChunks.dropped(all);
    series++;
    chunks += distinct.size();
    return distinct.size() == all.size() ? next : Series.of(next.labels(), distinct);
  }

  private static Series joined(Series first, Series second) {
    List<Chunk> all = new ArrayList<>(first.chunks());
    all.addAll(second.chunks());
    return Series.of(first.labels(), all);
  }

  private void receive() {
    RawFrame frame = frames.next();
    if (frame == null) {
      ended = true;
      return;
    }
    bytes += frame.bytes().length;
    budget.read(frame.bytes().length);
    parser.parse(frame, arrived, this::warn, this::hint);
  }

  private void warn(String warning) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(warning);
    }
  }

  private void hint(Any any) {
    AnswerHints read = WireOutcomes.read(any);
    hints = read == null ? hints : read;
  }

  @Override
  public Completeness completeness() {
    Completeness told =
        WireOutcomes.of(store, hints, warnings, new StoreStats(series, chunks, bytes));
    return isCutOff
        ? new Completeness(
            told.outcomes().stream().map(one -> one.withNotes(List.of(END_UNSEEN))).toList())
        : told;
  }

  @Override
  public void close() {
    frames.close();
  }
}
