package io.promontory.rules.unittest;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.unittest.TestFile.ExpectedSample;
import io.promontory.rules.unittest.TestFile.ExpressionTest;
import io.promontory.series.histogram.HistogramText;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoStrings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compares the samples of expressions with those expected, in any order. */
final class ExpressionCheck {
  private final VectorQuery query;
  private final boolean fuzzy;

  /** A sample; its value counts where the histogram, in the notation of tests, is empty. */
  private record Compared(Labels labels, double value, String histogram) {
    @Override
    public String toString() {
      String text = histogram.isEmpty() ? GoFloats.exponent(value).replace("e", "E") : histogram;
      return labels + " " + text;
    }
  }

  ExpressionCheck(VectorQuery query, boolean fuzzy) {
    this.query = query;
    this.fuzzy = fuzzy;
  }

  /** What is wrong, as one text, or nothing. */
  List<String> check(ExpressionTest test, Instant at) {
    String whose =
        "    expr: "
            + GoStrings.quote(test.expression())
            + ", time: "
            + GoDurations.print(test.at().toNanos())
            + ",";
    List<Compared> have;
    try {
      have =
          query.at(test.expression(), at.toEpochMilli()).stream()
              .map(
                  s ->
                      new Compared(
                          s.labels(),
                          s.histogram() == null ? s.value() : 0,
                          s.histogram() == null ? "" : HistogramText.testExpression(s.histogram())))
              .sorted(Comparator.comparing(Compared::labels))
              .toList();
    } catch (RuleFailure e) {
      return List.of(whose + " err: " + e.getMessage());
    }
    List<Compared> want = new ArrayList<>();
    for (ExpectedSample sample : test.expected()) {
      try {
        want.add(expected(sample));
      } catch (ParseException e) {
        return List.of(
            whose + " err: labels " + GoStrings.quote(sample.labels()) + ": " + e.getMessage());
      } catch (IllegalArgumentException e) {
        return List.of(
            whose + " err: labels " + GoStrings.quote(sample.labels()) + ": " + e.getMessage());
      }
    }
    want.sort(Comparator.comparing(Compared::labels));
    return equal(want, have)
        ? List.of()
        : List.of(whose + "\n        exp: " + text(want) + "\n        got: " + text(have));
  }

  private static Compared expected(ExpectedSample sample) {
    Labels labels =
        sample.labels().isBlank() ? Labels.EMPTY : SeriesNotation.parse(sample.labels()).labels();
    if (sample.histogram().isEmpty()) {
      return new Compared(labels, sample.value(), "");
    }
    List<DescribedValue> values = SeriesNotation.parse("{} " + sample.histogram()).values();
    if (values.size() != 1) {
      throw new IllegalArgumentException("expected 1 value, got " + values.size());
    }
    return switch (values.get(0)) {
      case DescribedValue.Histogram histogram ->
          new Compared(labels, sample.value(), HistogramText.testExpression(histogram.histogram()));
      case DescribedValue.Number number ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "expected histogram, got %f", number.value()));
      case DescribedValue.Gap gap ->
          throw new IllegalArgumentException("expected histogram, got a gap");
    };
  }

  private boolean equal(List<Compared> want, List<Compared> have) {
    if (want.size() != have.size()) {
      return false;
    }
    for (int i = 0; i < want.size(); i++) {
      Compared a = want.get(i);
      Compared b = have.get(i);
      boolean values =
          (!a.histogram().isEmpty() || !b.histogram().isEmpty())
              ? a.histogram().equals(b.histogram())
              : equal(a.value(), b.value());
      if (!a.labels().equals(b.labels()) || !values) {
        return false;
      }
    }
    return true;
  }

  /** As Go compares, which finds no NaN equal to another. */
  private boolean equal(double a, double b) {
    return a == b || (fuzzy && (Math.nextDown(a) == b || Math.nextUp(a) == b));
  }

  private static String text(List<Compared> samples) {
    return samples.isEmpty()
        ? "nil"
        : samples.stream().map(Compared::toString).collect(Collectors.joining(", "));
  }
}
