package io.promontory.adapter.prometheus;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of labels for who types: for a few seconds what fitted a text is kept, and what fits a
 * longer one is among it. Only lookups with a limit and one {@link TypedText} are answered so, and
 * only whole answers are kept, within a bound in bytes. Safe for concurrent use.
 */
final class TypedValues {
  /** A name that is new is missed for so long. */
  static final Duration KEPT = Duration.ofSeconds(5);

  static final long MOST_BYTES = 16 << 20;
  private static final int MOST_ANSWERS = 8;

  /** About what a text takes beside its characters. */
  private static final int TEXT_BYTES = 64;

  private final String store;
  private final LongSupplier nanoClock;
  private final Deque<Known> known = new ArrayDeque<>();
  private long bytes;

  /** What a lookup is about, beside the text. */
  private record Subject(
      String label, long minTime, long maxTime, List<Matcher> others, Labels labels) {}

  /**
   * @param values sorted
   * @param at nanoseconds of the clock
   */
  private record Known(Subject subject, TypedText text, List<String> values, long bytes, long at) {}

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  TypedValues(String store, LongSupplier nanoClock) {
    this.store = store;
    this.nanoClock = nanoClock;
  }

  /**
   * Answers from what is kept, or asks.
   *
   * @param labels that each series has at present
   * @param ask answers with sorted values
   */
  LabelsResult values(
      LabelValuesRequest request, Labels labels, Function<LabelValuesRequest, LabelsResult> ask) {
    List<Matcher> others = new ArrayList<>(request.matchers());
    others.removeIf(matcher -> matcher.name().equals(request.label()));
    Matcher typed = request.matchers().size() == others.size() + 1 ? own(request) : null;
    TypedText text = typed == null ? null : TypedText.of(typed);
    if (typed == null || text == null || request.limit() <= 0) {
      return ask.apply(request);
    }
    Subject subject =
        new Subject(request.label(), request.minTime(), request.maxTime(), others, labels);
    List<String> values = find(subject, text);
    if (values != null) {
      List<String> fitting = values.stream().filter(typed::matches).limit(request.limit()).toList();
      return new LabelsResult(fitting, Completeness.of(StoreOutcome.whole(store, StoreStats.ZERO)));
    }
    LabelsResult all =
        ask.apply(
            new LabelValuesRequest(
                request.label(), request.minTime(), request.maxTime(), request.matchers(), 0));
    if (all.completeness().isWhole()) {
      keep(subject, text, all.values());
    }
    return new LabelsResult(
        all.values().stream().limit(request.limit()).toList(), all.completeness());
  }

  private static @Nullable Matcher own(LabelValuesRequest request) {
    return request.matchers().stream()
        .filter(matcher -> matcher.name().equals(request.label()))
        .findFirst()
        .orElse(null);
  }

  private synchronized @Nullable List<String> find(Subject subject, TypedText text) {
    long now = nanoClock.getAsLong();
    while (!known.isEmpty() && now - known.getFirst().at > KEPT.toNanos()) {
      bytes -= known.removeFirst().bytes;
    }
    for (Known one : known) {
      if (one.subject.equals(subject) && one.text.isPartOf(text)) {
        return one.values;
      }
    }
    return null;
  }

  private synchronized void keep(Subject subject, TypedText text, List<String> values) {
    long size = values.stream().mapToLong(value -> TEXT_BYTES + value.length()).sum();
    if (size > MOST_BYTES) {
      return;
    }
    while (known.size() >= MOST_ANSWERS || bytes + size > MOST_BYTES) {
      bytes -= known.removeFirst().bytes;
    }
    known.addLast(new Known(subject, text, values, size, nanoClock.getAsLong()));
    bytes += size;
  }
}
