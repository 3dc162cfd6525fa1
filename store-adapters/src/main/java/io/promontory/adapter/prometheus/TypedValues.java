package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.PackedTexts;
import io.promontory.adapter.api.PackedValues;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.StoreException;
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
 * Values of labels for who types: for some seconds what fitted a text is kept, and what fits a
 * longer one is among it. Where the text may stand anywhere in a value, all values are asked for:
 * they are looked through here in less time than the server takes, which tries a regular expression
 * on each. Only lookups with a limit and one {@link TypedText} are answered so, and only whole
 * answers are kept, within a bound in bytes. Safe for concurrent use.
 */
final class TypedValues {
  /** A name that is new is missed for so long. */
  static final Duration KEPT = Duration.ofSeconds(15);

  static final long MOST_BYTES = 16 << 20;

  /** After more values than can be kept, all are not asked for again for so long. */
  static final Duration NOT_ALL = Duration.ofMinutes(10);

  private static final int MOST_ANSWERS = 8;
  private static final TypedText ANYTHING = new TypedText("", false, true);

  private final String store;
  private final LongSupplier nanoClock;
  private final Deque<Known> known = new ArrayDeque<>();
  private long bytes;
  private boolean isMuch;
  private long foundMuch;

  /** What a lookup is about, beside the text. */
  private record Subject(
      String label, long minTime, long maxTime, List<Matcher> others, Labels labels) {}

  /**
   * @param values sorted
   * @param at nanoseconds of the clock
   */
  private record Known(Subject subject, TypedText text, PackedTexts values, long at) {}

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
   * @param ask answers with all values, whatever the limit
   */
  LabelsResult values(
      LabelValuesRequest request, Labels labels, Function<LabelValuesRequest, PackedValues> ask) {
    List<Matcher> others = new ArrayList<>(request.matchers());
    others.removeIf(matcher -> matcher.name().equals(request.label()));
    Matcher typed = request.matchers().size() == others.size() + 1 ? own(request) : null;
    TypedText text = typed == null ? null : TypedText.of(typed);
    if (typed == null || text == null || request.limit() <= 0) {
      return ask.apply(request).first(request.limit());
    }
    Subject subject =
        new Subject(request.label(), request.minTime(), request.maxTime(), others, labels);
    TypedFilter filter = new TypedFilter(text, typed);
    PackedTexts values = find(subject, text);
    if (values != null) {
      return new LabelsResult(
          values.fitting(filter, request.limit()),
          Completeness.of(StoreOutcome.whole(store, StoreStats.ZERO)));
    }
    PackedValues all = text.begins() ? null : all(request, others, ask);
    if (all == null) {
      PackedValues fitting = ask.apply(with(request, request.matchers()));
      keep(subject, text, fitting);
      return fitting.first(request.limit());
    }
    keep(subject, ANYTHING, all);
    return new LabelsResult(all.values().fitting(filter, request.limit()), all.completeness());
  }

  /**
   * All values of the label, less those that are empty; null where they are too many to ask for.
   */
  private @Nullable PackedValues all(
      LabelValuesRequest request,
      List<Matcher> others,
      Function<LabelValuesRequest, PackedValues> ask) {
    if (isMuch()) {
      return null;
    }
    try {
      return ask.apply(with(request, others));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LIMIT) {
        throw e;
      }
      noteMuch();
      return null;
    }
  }

  private static LabelValuesRequest with(LabelValuesRequest request, List<Matcher> matchers) {
    return new LabelValuesRequest(
        request.label(), request.minTime(), request.maxTime(), matchers, 0);
  }

  private static @Nullable Matcher own(LabelValuesRequest request) {
    return request.matchers().stream()
        .filter(matcher -> matcher.name().equals(request.label()))
        .findFirst()
        .orElse(null);
  }

  private synchronized boolean isMuch() {
    return isMuch && nanoClock.getAsLong() - foundMuch <= NOT_ALL.toNanos();
  }

  private synchronized void noteMuch() {
    isMuch = true;
    foundMuch = nanoClock.getAsLong();
  }

  private synchronized @Nullable PackedTexts find(Subject subject, TypedText text) {
    long now = nanoClock.getAsLong();
    while (!known.isEmpty() && now - known.getFirst().at > KEPT.toNanos()) {
      bytes -= known.removeFirst().values.size();
    }
    for (Known one : known) {
      if (one.subject.equals(subject) && one.text.isPartOf(text)) {
        return one.values;
      }
    }
    return null;
  }

  private void keep(Subject subject, TypedText text, PackedValues found) {
    if (found.values().size() > MOST_BYTES) {
      if (text.equals(ANYTHING)) {
        noteMuch();
      }
    } else if (found.completeness().isWhole()) {
      keep(new Known(subject, text, found.values(), nanoClock.getAsLong()));
    }
  }

  private synchronized void keep(Known one) {
    while (known.size() >= MOST_ANSWERS || bytes + one.values.size() > MOST_BYTES) {
      bytes -= known.removeFirst().values.size();
    }
    known.addLast(one);
    bytes += one.values.size();
  }
}
