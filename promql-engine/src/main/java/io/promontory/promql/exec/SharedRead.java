package io.promontory.promql.exec;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.Replica;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One read of the stores for several selections. What one of them pulls waits, compressed, for the
 * others; where too much would wait, a selection that has not begun reads for itself. Used by the
 * query's thread.
 */
final class SharedRead {
  /** Most that waits of one read, in bytes of chunks and a guess for the rest. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int LABEL_BYTES = 64;

  private final SelectorScan scan;
  private final QueryBudget budget;
  private final Function<SelectRequest, SelectorScan> opener;
  private final List<Reader> readers = new ArrayList<>();
  private long waitingBytes;
  private boolean ended;

  /**
   * @param opener opens a read for a selection alone
   */
  SharedRead(SelectorScan scan, QueryBudget budget, Function<SelectRequest, SelectorScan> opener) {
    this.scan = scan;
    this.budget = budget;
    this.opener = opener;
  }

  Reader reader(SelectRequest request, List<Matcher> filter) {
    Reader reader = new Reader(request, filter);
    readers.add(reader);
    return reader;
  }

  /** Gives back the memory of what nobody came for. */
  void close() {
    budget.releaseMemory(waitingBytes);
    waitingBytes = 0;
  }

  /** One selection's place in the read. */
  final class Reader {
    private final SelectRequest request;
    private final List<Matcher> filter;
    private final Deque<Series> waiting = new ArrayDeque<>();
    private @Nullable SelectorScan own;
    private boolean begun;

    Reader(SelectRequest request, List<Matcher> filter) {
      this.request = request;
      this.filter = filter;
    }

    SelectRequest request() {
      return request;
    }

    /** The next series, or null after the last. */
    @Nullable Series next() {
      begun = true;
      if (own != null) {
        return own.next();
      }
      Series first = waiting.poll();
      if (first != null) {
        forget(first);
        return first;
      }
      Series pulled = pull();
      while (pulled != null) {
        keepForOthers(pulled);
        if (passes(pulled)) {
          return pulled;
        }
        pulled = pull();
      }
      return null;
    }

    private void keepForOthers(Series series) {
      for (Reader other : readers) {
        if (other != this && other.own == null && other.passes(series)) {
          other.keep(series);
        }
      }
    }

    private void keep(Series series) {
      long bytes = bytes(series);
      if (begun) {
        budget.holdMemory(bytes);
      } else if (waitingBytes + bytes > MOST_BYTES || !budget.holdMemoryIfAmple(bytes)) {
        readAlone();
        return;
      }
      waitingBytes += bytes;
      waiting.add(filter.isEmpty() ? series : apart(series));
    }

    private void readAlone() {
      waiting.forEach(SharedRead.this::forget);
      waiting.clear();
      own = opener.apply(request);
    }

    private boolean passes(Series series) {
      for (Matcher matcher : filter) {
        if (!matcher.matches(series.labels().getOrEmpty(matcher.name()))) {
          return false;
        }
      }
      return true;
    }
  }

  private @Nullable Series pull() {
    Series series = ended ? null : scan.next();
    ended = series == null;
    return series;
  }

  private void forget(Series series) {
    long bytes = bytes(series);
    waitingBytes -= bytes;
    budget.releaseMemory(bytes);
  }

  /**
   * The same series in arrays of its own. Chunks may be views of arrays that they share with many
   * others, which a filter leaves out: those would stay in memory with them, uncounted.
   */
  private static Series apart(Series series) {
    List<Replica> replicas = new ArrayList<>(series.replicas().size());
    for (Replica replica : series.replicas()) {
      replicas.add(replica.withChunks(replica.chunks().stream().map(SharedRead::apart).toList()));
    }
    return new Series(series.labels(), replicas);
  }

  private static Chunk apart(Chunk chunk) {
    int end = chunk.offset() + chunk.length();
    return chunk.length() == chunk.data().length
        ? chunk
        : Chunk.of(
            chunk.encoding(),
            chunk.minTime(),
            chunk.maxTime(),
            Arrays.copyOfRange(chunk.data(), chunk.offset(), end));
  }

  private static long bytes(Series series) {
    long sum = (long) series.labels().size() * LABEL_BYTES;
    for (Replica replica : series.replicas()) {
      for (Chunk chunk : replica.chunks()) {
        sum += chunk.length();
      }
    }
    return sum;
  }
}
