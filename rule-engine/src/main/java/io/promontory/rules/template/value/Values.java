package io.promontory.rules.template.value;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.text.GoDurations;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes values of labels, samples and histograms, and asks what values are. */
public final class Values {
  private static final String SAMPLE = "template.sample";

  private Values() {}

  /** A {@code map[string]string}. */
  public static Value labels(Labels labels) {
    SortedMap<String, Value> entries = new TreeMap<>(Utf8Order.INSTANCE);
    for (int i = 0; i < labels.size(); i++) {
      entries.put(labels.name(i), Value.text(labels.value(i)));
    }
    return new Value.Mapping(entries, Value.EMPTY_TEXT);
  }

  /** A pointer to a sample, with the fields {@code Labels} and {@code Value}. */
  public static Value sample(Labels labels, double value, @Nullable FloatHistogram histogram) {
    return Value.Pointer.to(
        new Value.Struct(
            SAMPLE,
            List.of("Labels", "Value"),
            List.of(labels(labels), new Value.Boxed(sampleValue(value, histogram)))));
  }

  /** No sample: a null pointer. */
  public static Value noSample() {
    return new Value.Pointer(null, SAMPLE);
  }

  /** The result of a query. */
  public static Value samples(List<Value> samples) {
    return new Value.Sequence(samples, "template.queryResult");
  }

  /** A histogram where there is one, else a float. */
  public static Value sampleValue(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? Value.floating(value) : histogram(histogram);
  }

  private static Value histogram(FloatHistogram histogram) {
    var layout = histogram.layout();
    double[] buckets = histogram.buckets();
    int positive = layout.positiveBuckets();
    Value fields =
        new Value.Struct(
            "histogram.FloatHistogram",
            List.of(
                "CounterResetHint",
                "Schema",
                "ZeroThreshold",
                "ZeroCount",
                "Count",
                "Sum",
                "PositiveSpans",
                "NegativeSpans",
                "PositiveBuckets",
                "NegativeBuckets",
                "CustomValues"),
            List.of(
                new Value.Int(histogram.hint().ordinal(), "histogram.CounterResetHint"),
                new Value.Int(layout.schema(), "int32"),
                Value.floating(layout.zeroThreshold()),
                Value.floating(histogram.zeroCount()),
                Value.floating(histogram.count()),
                Value.floating(histogram.sum()),
                spans(layout.positiveSpans()),
                spans(layout.negativeSpans()),
                floats(buckets, 0, positive),
                floats(buckets, positive, buckets.length),
                floats(layout.customBounds(), 0, layout.customBounds().length)));
    return Value.Pointer.to(new Value.Described(fields, histogram.toString()));
  }

  private static Value spans(int[] spans) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < spans.length; i += 2) {
      values.add(
          new Value.Struct(
              "histogram.Span",
              List.of("Offset", "Length"),
              List.of(new Value.Int(spans[i], "int32"), new Value.Int(spans[i + 1], "uint32"))));
    }
    return new Value.Sequence(values, "[]histogram.Span");
  }

  private static Value floats(double[] numbers, int from, int to) {
    List<Value> values = new ArrayList<>();
    for (int i = from; i < to; i++) {
      values.add(Value.floating(numbers[i]));
    }
    return new Value.Sequence(values, "[]float64");
  }

  /** Whether it counts as true: not empty, not zero, not null. */
  public static boolean isTrue(Value value) {
    return switch (value) {
      case Value.Nil nil -> false;
      case Value.Boxed boxed -> isTrue(boxed.inner());
      case Value.Bool bool -> bool.value();
      case Value.Int integer -> integer.value() != 0;
      case Value.Float number -> number.value() != 0;
      case Value.Complex number -> number.real() != 0 || number.imaginary() != 0;
      case Value.Text text -> !text.text().isEmpty();
      case Value.Mapping map -> !map.entries().isEmpty();
      case Value.Sequence sequence -> !sequence.elements().isEmpty();
      case Value.Pointer pointer -> pointer.target() != null;
      case Value.Described described -> isTrue(described.value());
      case Value.Struct struct -> true;
      case Value.Time time -> true;
      case Value.Span span -> span.nanos() != 0;
    };
  }

  /** The text that the value itself gives (Go's {@code String()}), or null. */
  public static @Nullable String ownText(Value value) {
    return switch (value) {
      case Value.Described described -> described.text();
      case Value.Time time -> TimeLayout.standard(time.instant());
      case Value.Span span -> GoDurations.printGo(span.nanos());
      case Value.Pointer pointer when pointer.target() != null -> ownText(pointer.target());
      default -> null;
    };
  }

  /** What a template prints for a value: a pointer's target, {@code <no value>} for nothing. */
  public static Value printable(Value value) {
    Value shown = value instanceof Value.Pointer ? value.indirect() : value;
    return shown instanceof Value.Nil ? Value.text("<no value>") : shown;
  }
}
