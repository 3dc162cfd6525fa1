package io.promontory.adapter.blocks.downsampled;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of times: spans in order, none overlapping or touching. */
record SpanSet(List<Span> spans) {
  static final SpanSet EMPTY = new SpanSet(List.of());

  SpanSet {
    spans = List.copyOf(spans);
  }

  /** All times of some spans, given in any order. */
  static SpanSet union(Collection<Span> any) {
    List<Span> sorted = new ArrayList<>(any);
    sorted.sort(Comparator.comparingLong(Span::from));
    List<Span> joined = new ArrayList<>();
    for (Span next : sorted) {
      Span last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && (last.to() == Long.MAX_VALUE || next.from() <= last.to() + 1)) {
        joined.set(joined.size() - 1, new Span(last.from(), Math.max(last.to(), next.to())));
      } else {
        joined.add(next);
      }
    }
    return new SpanSet(joined);
  }

  SpanSet plus(SpanSet other) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    return union(all);
  }

  SpanSet minus(SpanSet other) {
    List<Span> left = new ArrayList<>();
    int at = 0;
    for (Span span : spans) {
      while (at < other.spans.size() && other.spans.get(at).to() < span.from()) {
        at++;
      }
      long from = span.from();
      boolean open = true;
      for (int i = at; open && i < other.spans.size(); i++) {
        Span gone = other.spans.get(i);
        if (gone.from() > span.to()) {
          break;
        }
        if (gone.from() > from) {
          left.add(new Span(from, gone.from() - 1));
        }
        open = gone.to() < span.to();
        from = open ? gone.to() + 1 : from;
      }
      if (open) {
        left.add(new Span(from, span.to()));
      }
    }
    return new SpanSet(left);
  }

  SpanSet within(long from, long to) {
    List<Span> inside = new ArrayList<>();
    for (Span span : spans) {
      if (span.from() <= to && span.to() >= from) {
        inside.add(new Span(Math.max(span.from(), from), Math.min(span.to(), to)));
      }
    }
    return new SpanSet(inside);
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }
}
