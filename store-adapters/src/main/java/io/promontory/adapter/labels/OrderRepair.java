package io.promontory.adapter.labels;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts series back in order after the same labels were added to all of them.
 *
 * <p>Adding a label to two sorted label sets keeps their order, with one exception: where the first
 * set is a prefix of the second, and the second goes on with a name before the added one. With
 * {@code z} added, {@code {a}} comes after {@code {a, b}}. So a set may have to wait until all that
 * have it as a prefix are through, and while it waits only longer ones arrive. A stack does it: an
 * arriving series lets out every waiting one that is smaller, then waits on top. It is never deeper
 * than a series has labels.
 *
 * <p>What is out of order for another reason shows as a series below the last one let out, and is
 * an error. Equal label sets are joined.
 */
public final class OrderRepair {
  private static final int DEEPEST = 1000;

  private final String store;
  private final Deque<Series> waiting = new ArrayDeque<>();
  private @Nullable Labels last;

  /**
   * @param store whose series they are, for errors
   */
  public OrderRepair(String store) {
    this.store = store;
  }

  /**
   * Takes the next series of the stream and gives those that are now due, in order.
   *
   * @throws StoreException if the stream is not in order
   */
  public void add(Series series, List<Series> due) {
    boolean isAboveLast = false;
    while (!waiting.isEmpty()) {
      int order = waiting.peek().labels().compareTo(series.labels());
      if (order == 0) {
        waiting.push(joined(waiting.pop(), series));
        return;
      }
      if (order > 0) {
        break;
      }
      release(due);
      isAboveLast = true;
    }
    if (waiting.size() >= DEEPEST || !(isAboveLast || isAboveLast(series.labels()))) {
      throw new StoreException(
          store,
          Kind.CORRUPT,
          "the source does not sort its series: " + series.labels() + " is late");
    }
    waiting.push(series);
  }

  private boolean isAboveLast(Labels labels) {
    return last == null || last.compareTo(labels) < 0;
  }

  /** Gives what still waits, at the end of the stream. */
  public void finish(List<Series> due) {
    while (!waiting.isEmpty()) {
      release(due);
    }
  }

  private void release(List<Series> due) {
    Series series = waiting.pop();
    last = series.labels();
    due.add(series);
  }

  /** One series that spans several frames, or several that became equal. */
  public static Series joined(Series first, Series second) {
    List<Chunk> chunks = new ArrayList<>(first.chunks());
    chunks.addAll(second.chunks());
    return Series.of(first.labels(), chunks);
  }
}
