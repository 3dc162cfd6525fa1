package io.promontory.adapter.blocks.fetch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one file in order. None lies inside another, so that of those that start before a range
 * the last one holds it, or none does. Immutable.
 */
final class Spans<S extends Span> {
  private final List<S> spans;

  private Spans(List<S> spans) {
    this.spans = spans;
  }

  static <S extends Span> Spans<S> none() {
    return new Spans<>(List.of());
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  Walk walk() {
    return new Walk();
  }

  /**
   * With others, but for those that lie inside of one.
   *
   * @param dropped gets those, new and old
   */
  Spans<S> plus(Collection<S> more, Collection<S> dropped) {
    List<S> all = new ArrayList<>(spans.size() + more.size());
    all.addAll(spans);
    all.addAll(more);
    // Of those with the same start the longest comes first and holds the others.
    all.sort(
        Comparator.<S>comparingLong(Span::start)
            .thenComparing(Comparator.<S>comparingLong(Span::end).reversed()));
    List<S> kept = new ArrayList<>(all.size());
    long end = Long.MIN_VALUE;
    for (S span : all) {
      if (span.end() > end) {
        kept.add(span);
        end = span.end();
      } else {
        dropped.add(span);
      }
    }
    return new Spans<>(kept);
  }

  Spans<S> minus(Set<S> gone) {
    List<S> rest = new ArrayList<>(spans.size());
    for (S span : spans) {
      if (!gone.contains(span)) {
        rest.add(span);
      }
    }
    return new Spans<>(rest);
  }

  /** Finds ranges whose starts ascend; costs as little as going through both in step. */
  final class Walk {
    private int at = -1;

    /** What holds a range in whole, or null. */
    @Nullable S holding(long start, int length) {
      advance(start);
      if (at < 0) {
        return null;
      }
      S span = spans.get(at);
      return start + length <= span.end() ? span : null;
    }

    /** Moves to the last span that starts at or before an offset, by steps that double. */
    private void advance(long offset) {
      int low = at;
      int step = 1;
      while (low + step < spans.size() && spans.get(low + step).start() <= offset) {
        low += step;
        step *= 2;
      }
      int high = Math.min(spans.size(), low + step);
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (spans.get(middle).start() <= offset) {
          low = middle;
        } else {
          high = middle;
        }
      }
      at = low;
    }
  }
}
