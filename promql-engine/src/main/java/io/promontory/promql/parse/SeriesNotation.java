package io.promontory.promql.parse;

import static io.promontory.promql.parse.TokenKind.SPACE;

import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.text.Utf8Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a series as unit tests of rules and test scripts write it: labels, a blank, and values such
 * as {@code 1}, {@code 1x3} (four times 1), {@code 1+2x3} (1 3 5 7), {@code _} and {@code _x3} (one
 * and three gaps), {@code stale}, and native histograms between double braces in place of numbers.
 */
public final class SeriesNotation {
  /** More than any test needs; keeps a typing error from filling the memory. */
  public static final int MAX_VALUES = 1_000_000;

  /** As {@link #MAX_VALUES}, for the buckets of all histograms of an item that differ. */
  private static final long MAX_BUCKETS = 10_000_000;

  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private final TokenReader tokens;
  private final HistogramNotation histograms;
  private final List<DescribedValue> values = new ArrayList<>();

  private SeriesNotation(TokenReader tokens) {
    this.tokens = tokens;
    this.histograms = new HistogramNotation(tokens);
  }

  /**
   * Parses a line.
   *
   * @throws ParseException with Prometheus' text and position if the line is no series, or has more
   *     than {@link #MAX_VALUES} values
   */
  public static DescribedSeries parse(String line) {
    byte[] bytes = Utf8Bytes.encode(line);
    TokenReader tokens = new TokenReader(bytes, new SeriesLexer(new Cursor(bytes)));
    tokens.expecting(Expectation.SERIES_VALUES);
    return new SeriesNotation(tokens).series();
  }

  private DescribedSeries series() {
    LabelsBuilder labels = new LabelsBuilder();
    String name = SelectorParser.isMetricName(tokens.peek().kind()) ? tokens.take().text() : "";
    if (tokens.takeIf(TokenKind.LEFT_BRACE)) {
      labels(labels);
    }
    if (!name.isEmpty()) {
      labels.set(Labels.METRIC_NAME, name);
    }
    if (!tokens.at(TokenKind.EOF) && !tokens.at(SPACE)) {
      throw tokens.unexpected();
    }
    while (tokens.takeIf(SPACE)) {
      item();
    }
    if (!tokens.at(TokenKind.EOF)) {
      throw tokens.unexpected(Expectation.NOTHING);
    }
    return new DescribedSeries(labels.build(), values);
  }

  private void labels(LabelsBuilder labels) {
    boolean more = !tokens.takeIf(TokenKind.RIGHT_BRACE);
    while (more) {
      label(labels);
      if (tokens.takeIf(TokenKind.COMMA)) {
        more = !tokens.takeIf(TokenKind.RIGHT_BRACE);
      } else {
        tokens.expect(TokenKind.RIGHT_BRACE, Expectation.LABEL_END);
        more = false;
      }
    }
  }

  private void label(LabelsBuilder labels) {
    Token token = tokens.peek();
    boolean quoted = token.is(TokenKind.STRING);
    if (!quoted && !token.is(TokenKind.IDENTIFIER)) {
      throw tokens.unexpected(Expectation.LABEL);
    }
    tokens.take();
    String name = quoted ? StringScanner.unquote(token.text()) : token.text();
    if (quoted && !tokens.at(TokenKind.EQL)) {
      labels.set(Labels.METRIC_NAME, name);
      return;
    }
    tokens.expect(TokenKind.EQL, Expectation.LABEL_EQUALS);
    Token value = tokens.expect(TokenKind.STRING, Expectation.LABEL_VALUE);
    labels.set(name, StringScanner.unquote(value.text()));
  }

  /** One item, if there is any behind the blank. */
  private void item() {
    switch (tokens.peek().kind()) {
      case BLANK -> {
        tokens.take();
        add(new DescribedValue.Gap(), tokens.takeIf(TokenKind.TIMES) ? repeats() : 1);
      }
      case OPEN_HIST -> histograms();
      case IDENTIFIER, NUMBER, ADD, SUB -> numbers();
      default -> {}
    }
  }

  private void numbers() {
    double value = value();
    if (tokens.takeIf(TokenKind.TIMES)) {
      add(new DescribedValue.Number(value), repeats() + 1);
    } else if (tokens.at(TokenKind.ADD) || tokens.at(TokenKind.SUB)) {
      double step = NumberNotation.signed(tokens);
      tokens.expect(TokenKind.TIMES);
      for (long left = repeats(); left >= 0; left--) {
        add(new DescribedValue.Number(value), 1);
        value += step;
      }
    } else {
      add(new DescribedValue.Number(value), 1);
    }
  }

  private double value() {
    if (tokens.at(TokenKind.IDENTIFIER)) {
      if (!tokens.peek().text().equals("stale")) {
        throw tokens.unexpected(Expectation.SERIES_VALUE);
      }
      tokens.take();
      return STALE;
    }
    return NumberNotation.signed(tokens);
  }

  private void histograms() {
    DescribedValue.Histogram base = histograms.next();
    if (tokens.takeIf(TokenKind.TIMES)) {
      add(base, repeats() + 1);
    } else if (tokens.at(TokenKind.ADD) || tokens.at(TokenKind.SUB)) {
      boolean add = tokens.take().is(TokenKind.ADD);
      DescribedValue.Histogram step = histograms.next();
      tokens.expect(TokenKind.TIMES);
      combine(base.histogram(), step, add);
    } else {
      add(base, 1);
    }
  }

  private void combine(FloatHistogram base, DescribedValue.Histogram step, boolean add) {
    Token last = tokens.peek();
    long repeats = repeats();
    HistogramSum sum = HistogramSum.plain(base);
    add(new DescribedValue.Histogram(base, step.hintWritten()), 1);
    int schema = step.histogram().layout().schema();
    long buckets = (long) base.buckets().length + step.histogram().buckets().length;
    if (repeats < 0 || repeats > MAX_VALUES || repeats * buckets > MAX_BUCKETS) {
      throw tooMany();
    }
    for (long i = 0; i < repeats; i++) {
      int current = sum.schema();
      if (current > schema) {
        throw tokens.error(
            last.span(),
            "error combining histograms: cannot merge from schema " + schema + " to " + current);
      }
      int outcome = add ? sum.add(step.histogram()) : sum.subtract(step.histogram());
      if (AddOutcome.isMixedSchemas(outcome)) {
        throw tokens.error(
            last.span(),
            "cannot apply this operation on histograms with a mix of exponential and custom bucket"
                + " schemas");
      }
      add(new DescribedValue.Histogram(sum.toHistogram(), step.hintWritten()), 1);
    }
  }

  private long repeats() {
    return NumberNotation.unsigned(tokens);
  }

  private void add(DescribedValue value, long count) {
    if (count < 0 || values.size() + count > MAX_VALUES) {
      throw tooMany();
    }
    for (long i = 0; i < count; i++) {
      values.add(value);
    }
  }

  private ParseException tooMany() {
    return tokens.error(
        tokens.peek().span(),
        "a series may have "
            + MAX_VALUES
            + " samples at most, and "
            + MAX_BUCKETS
            + " buckets that differ");
  }
}
