package io.promontory.promql.parse;

import static io.promontory.promql.parse.TokenKind.CLOSE_HIST;
import static io.promontory.promql.parse.TokenKind.NUMBER;
import static io.promontory.promql.parse.TokenKind.RIGHT_BRACKET;
import static io.promontory.promql.parse.TokenKind.SPACE;
import static io.promontory.promql.parse.TokenKind.SUB;

import io.promontory.promql.ast.Span;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads native histograms in the notation of tests: {@code {{schema:1 sum:2 buckets:[1 2]}}}. What
 * is not written is 0.
 */
final class HistogramNotation {
  private static final double[] NONE = {};

  private final TokenReader tokens;
  private final Set<TokenKind> keys = EnumSet.noneOf(TokenKind.class);
  private int schema;
  private double sum;
  private double count;
  private double zeroCount;
  private double zeroThreshold;
  private double[] customBounds = NONE;
  private double[] positive = NONE;
  private double[] negative = NONE;
  private int positiveOffset;
  private int negativeOffset;
  private ResetHint hint = ResetHint.UNKNOWN;

  HistogramNotation(TokenReader tokens) {
    this.tokens = tokens;
  }

  DescribedValue.Histogram next() {
    clear();
    tokens.expect(TokenKind.OPEN_HIST);
    if (tokens.takeIf(SPACE)) {
      tokens.expect(CLOSE_HIST);
    } else if (!tokens.takeIf(CLOSE_HIST)) {
      entries();
    }
    double[] counts = Arrays.copyOf(positive, positive.length + negative.length);
    System.arraycopy(negative, 0, counts, positive.length, negative.length);
    HistogramLayout layout =
        new HistogramLayout(
            schema,
            zeroThreshold,
            span(positiveOffset, positive),
            span(negativeOffset, negative),
            customBounds);
    return new DescribedValue.Histogram(
        new FloatHistogram(layout, hint, count, zeroCount, sum, counts),
        keys.contains(TokenKind.COUNTER_RESET_HINT_DESC));
  }

  private void clear() {
    keys.clear();
    schema = 0;
    sum = 0;
    count = 0;
    zeroCount = 0;
    zeroThreshold = 0;
    customBounds = NONE;
    positive = NONE;
    negative = NONE;
    positiveOffset = 0;
    negativeOffset = 0;
    hint = ResetHint.UNKNOWN;
  }

  private static int[] span(int offset, double[] counts) {
    return counts.length == 0 ? HistogramLayout.NO_SPANS : new int[] {offset, counts.length};
  }

  private void entries() {
    entry();
    Expectation outer = tokens.expecting(Expectation.HISTOGRAM);
    while (!tokens.takeIf(CLOSE_HIST)) {
      tokens.expect(SPACE);
      if (tokens.takeIf(CLOSE_HIST)) {
        break;
      }
      entry();
    }
    tokens.expecting(outer);
  }

  private void entry() {
    Token key = tokens.peek();
    if (!isKey(key.kind())) {
      throw tokens.unexpected();
    }
    tokens.take();
    tokens.expect(TokenKind.COLON);
    switch (key.kind()) {
      case SCHEMA_DESC -> schema = (int) NumberNotation.integer(tokens);
      case SUM_DESC -> sum = NumberNotation.signed(tokens);
      case COUNT_DESC -> count = NumberNotation.signed(tokens);
      case ZERO_BUCKET_DESC -> zeroCount = NumberNotation.signed(tokens);
      case ZERO_BUCKET_WIDTH_DESC -> zeroThreshold = NumberNotation.number(tokens);
      case CUSTOM_VALUES_DESC -> customBounds = list();
      case BUCKETS_DESC -> positive = list();
      case NEGATIVE_BUCKETS_DESC -> negative = list();
      case OFFSET_DESC -> positiveOffset = (int) NumberNotation.integer(tokens);
      case NEGATIVE_OFFSET_DESC -> negativeOffset = (int) NumberNotation.integer(tokens);
      default -> hint = hint();
    }
    if (!keys.add(key.kind())) {
      throw tokens.error(
          Span.NONE, "duplicate key \"" + key.text().toLowerCase(Locale.ROOT) + "\" in histogram");
    }
  }

  private static boolean isKey(TokenKind kind) {
    return switch (kind) {
      case SCHEMA_DESC,
          SUM_DESC,
          COUNT_DESC,
          ZERO_BUCKET_DESC,
          ZERO_BUCKET_WIDTH_DESC,
          CUSTOM_VALUES_DESC,
          BUCKETS_DESC,
          NEGATIVE_BUCKETS_DESC,
          OFFSET_DESC,
          NEGATIVE_OFFSET_DESC,
          COUNTER_RESET_HINT_DESC ->
          true;
      default -> false;
    };
  }

  private ResetHint hint() {
    ResetHint read =
        switch (tokens.peek().kind()) {
          case UNKNOWN_COUNTER_RESET -> ResetHint.UNKNOWN;
          case COUNTER_RESET -> ResetHint.RESET;
          case NOT_COUNTER_RESET -> ResetHint.NOT_RESET;
          case GAUGE_TYPE -> ResetHint.GAUGE;
          default -> throw tokens.unexpected();
        };
    tokens.take();
    return read;
  }

  /**
   * Numbers between brackets. Behind the first one, what is no number is skipped, as it is there.
   */
  private double[] list() {
    tokens.expect(TokenKind.LEFT_BRACKET);
    double[] list = {NumberNotation.signed(tokens)};
    int size = 1;
    while (!tokens.takeIf(RIGHT_BRACKET)) {
      boolean blank = tokens.takeIf(SPACE);
      boolean minus = blank && tokens.takeIf(SUB);
      if (blank && tokens.at(NUMBER)) {
        double number = NumberNotation.number(tokens);
        list = size < list.length ? list : Arrays.copyOf(list, 2 * size);
        list[size++] = minus ? -number : number;
      } else if (!tokens.at(RIGHT_BRACKET) && !tokens.at(SPACE)) {
        tokens.take();
      }
    }
    return Arrays.copyOf(list, size);
  }
}
