package io.promontory.series.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A running sum of histograms, bit for bit as Prometheus adds them: the first one is copied, each
 * further one added to the copy. Where layouts differ the sum takes the lower schema, the larger
 * zero threshold, the common custom bounds and the buckets of both. Adding a histogram whose
 * buckets the sum has already allocates nothing. Used by one thread.
 */
public final class HistogramSum {
  private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);

  private final boolean compensated;
  private final BucketRuns runs = new BucketRuns();
  private boolean empty = true;
  private boolean single = true;
  private boolean resetSeen;
  private boolean notResetSeen;

  HistogramLayout layout = HistogramLayout.EMPTY;
  private ResetHint hint = ResetHint.UNKNOWN;
  private double count;
  double zeroCount;
  private double sum;
  double[] buckets = {};

  private double countC;
  double zeroC;
  private double sumC;
  double[] bucketsC = {};

  private HistogramSum(boolean compensated) {
    this.compensated = compensated;
  }

  /** A sum of plain additions, as {@code +}, {@code -} and rates are made of. */
  public static HistogramSum plain() {
    return new HistogramSum(false);
  }

  /** A sum with compensation for rounding, as of the aggregations and {@code sum_over_time}. */
  public static HistogramSum compensated() {
    return new HistogramSum(true);
  }

  /** A plain sum that begins with one histogram. */
  public static HistogramSum plain(FloatHistogram first) {
    HistogramSum sum = plain();
    sum.add(first);
    return sum;
  }

  boolean isCompensated() {
    return compensated;
  }

  /** True before the first histogram. */
  public boolean isEmpty() {
    return empty;
  }

  /** The schema of the sum so far. */
  public int schema() {
    return layout.schema();
  }

  /** Forgets everything, for another sum. */
  public void clear() {
    empty = true;
    single = true;
    resetSeen = false;
    notResetSeen = false;
  }

  /**
   * True if one of the histograms was marked as a counter reset and another one as none; for
   * aggregations, which look at all of them at once.
   */
  public boolean hasConflictingResets() {
    return resetSeen && notResetSeen;
  }

  /**
   * Adds a histogram.
   *
   * @return bits of {@link AddOutcome}; after {@link AddOutcome#MIXED_SCHEMAS} the sum is as before
   */
  public int add(FloatHistogram other) {
    resetSeen |= other.hint() == ResetHint.RESET;
    notResetSeen |= other.hint() == ResetHint.NOT_RESET;
    if (empty) {
      start(other);
      return 0;
    }
    return combine(other, 1);
  }

  /**
   * Subtracts a histogram from a plain sum that has begun. The hint follows the same rules as for
   * {@link #add}.
   */
  public int subtract(FloatHistogram other) {
    if (empty || compensated) {
      throw new IllegalStateException("subtraction from an empty or a compensated sum");
    }
    return combine(other, -1);
  }

  private void start(FloatHistogram first) {
    empty = false;
    layout = first.layout();
    hint = first.hint();
    count = first.count();
    zeroCount = first.zeroCount();
    sum = first.sum();
    double[] counts = first.buckets();
    if (buckets.length == counts.length) {
      System.arraycopy(counts, 0, buckets, 0, counts.length);
      Arrays.fill(bucketsC, 0);
    } else {
      buckets = counts.clone();
      bucketsC = compensated ? new double[counts.length] : bucketsC;
    }
    countC = 0;
    zeroC = 0;
    sumC = 0;
  }

  private int combine(FloatHistogram other, double sign) {
    HistogramLayout theirs = other.layout();
    if (layout.isCustom() != theirs.isCustom()) {
      return AddOutcome.MIXED_SCHEMAS;
    }
    single = false;
    int outcome = mergeHint(other.hint());
    if (theirs == layout || theirs.equals(layout)) {
      if (!layout.isCustom()) {
        addZero(sign * other.zeroCount());
      }
      addTotals(sign * other.count(), sign * other.sum());
      addSameLayout(other.buckets(), sign);
      return outcome;
    }
    return outcome | (layout.isCustom() ? addCustom(other, sign) : addExponential(other, sign));
  }

  private int mergeHint(ResetHint other) {
    if (other == hint || hint == ResetHint.GAUGE) {
      return 0;
    } else if (other == ResetHint.GAUGE) {
      hint = ResetHint.GAUGE;
      return 0;
    } else if (hint == ResetHint.UNKNOWN || other == ResetHint.UNKNOWN) {
      hint = ResetHint.UNKNOWN;
      return 0;
    }
    hint = ResetHint.UNKNOWN;
    return AddOutcome.CONFLICTING_RESETS;
  }

  private void addZero(double v) {
    double next = zeroCount + v;
    zeroC = Compensation.after(zeroCount, v, next, zeroC);
    zeroCount = next;
  }

  private void addTotals(double otherCount, double otherSum) {
    double nextCount = count + otherCount;
    countC = Compensation.after(count, otherCount, nextCount, countC);
    count = nextCount;
    double nextSum = sum + otherSum;
    sumC = Compensation.after(sum, otherSum, nextSum, sumC);
    sum = nextSum;
  }

  private void addSameLayout(double[] counts, double sign) {
    int positive = layout.positiveBuckets();
    int from = layout.hiddenPositive();
    int hiddenNegative = layout.hiddenNegative();
    if (hiddenNegative == 0) {
      addRun(from, counts, from, counts.length - from, sign);
    } else {
      addRun(from, counts, from, positive - from, sign);
      int negative = positive + hiddenNegative;
      addRun(negative, counts, negative, counts.length - negative, sign);
    }
  }

  private void addRun(int to, double[] counts, int from, int length, double sign) {
    if (compensated) {
      Compensation.add(buckets, bucketsC, to, counts, from, length);
    } else if (sign > 0) {
      for (int i = 0; i < length; i++) {
        buckets[to + i] += counts[from + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        buckets[to + i] -= counts[from + i];
      }
    }
  }

  private int addCustom(FloatHistogram other, double sign) {
    HistogramLayout theirs = other.layout();
    addTotals(sign * other.count(), sign * other.sum());
    if (CustomBounds.same(layout.customBounds(), theirs.customBounds())) {
      addBuckets(theirs, other.buckets(), null, sign);
      return 0;
    }
    double[] common = CustomBounds.common(layout.customBounds(), theirs.customBounds());
    double[] merged = new double[common.length + 1];
    double[] mergedC = new double[common.length + 1];
    double[] cs = compensated ? bucketsC : null;
    CustomBounds.rebin(layout, buckets, cs, 1, common, merged, mergedC);
    CustomBounds.rebin(theirs, other.buckets(), null, sign, common, merged, mergedC);
    keepPopulated(common, merged, mergedC);
    return AddOutcome.BOUNDS_RECONCILED;
  }

  private void keepPopulated(double[] bounds, double[] merged, double[] mergedC) {
    SpanBuilder spans = new SpanBuilder();
    int size = 0;
    for (int i = 0; i < merged.length; i++) {
      if (merged[i] != 0 || mergedC[i] != 0) {
        spans.add(i);
        merged[size] = merged[i];
        mergedC[size] = mergedC[i];
        size++;
      }
    }
    HistogramLayout reconciled =
        new HistogramLayout(
            HistogramLayout.CUSTOM,
            layout.zeroThreshold(),
            spans.build(),
            HistogramLayout.NO_SPANS,
            bounds);
    relayout(reconciled, Arrays.copyOf(merged, size), Arrays.copyOf(mergedC, size));
  }

  private int addExponential(FloatHistogram other, double sign) {
    reconcileZero(other, sign);
    addTotals(sign * other.count(), sign * other.sum());
    HistogramLayout theirs = other.layout();
    double[] counts = other.buckets();
    double[] cs = null;
    if (theirs.schema() < layout.schema()) {
      reduceTo(theirs.schema());
    } else if (theirs.schema() > layout.schema()) {
      HistogramLayout coarse = Resolution.coarser(theirs, layout.schema());
      double[] reduced = new double[coarse.buckets()];
      cs = compensated ? new double[reduced.length] : null;
      Resolution.reduce(theirs, counts, null, coarse, reduced, cs);
      theirs = coarse;
      counts = reduced;
    }
    addBuckets(theirs, counts, cs, sign);
    return 0;
  }

  /** Makes both zero buckets equally wide and adds the other one's count. */
  private void reconcileZero(FloatHistogram other, double sign) {
    double theirCount = other.zeroCount();
    double theirC = 0;
    double threshold = other.layout().zeroThreshold();
    while (threshold < layout.zeroThreshold() || threshold > layout.zeroThreshold()) {
      if (threshold < layout.zeroThreshold()) {
        ZeroWidening widened = ZeroWidening.of(other, layout.zeroThreshold());
        theirCount = widened.count();
        theirC = widened.compensation();
        threshold = widened.threshold();
      }
      if (threshold > layout.zeroThreshold()) {
        ZeroWidening widened = ZeroWidening.of(this, threshold);
        zeroCount = widened.count();
        zeroC = widened.compensation();
        layout =
            new HistogramLayout(
                layout.schema(),
                widened.threshold(),
                layout.positiveSpans(),
                layout.negativeSpans(),
                layout.customBounds());
        ZeroWidening.drop(this);
      }
    }
    addZero(sign * theirCount);
    if (compensated) {
      addZero(theirC);
    }
  }

  private void reduceTo(int schema) {
    HistogramLayout coarse = Resolution.coarser(layout, schema);
    double[] reduced = new double[coarse.buckets()];
    double[] reducedC = compensated ? new double[reduced.length] : bucketsC;
    Resolution.reduce(
        layout,
        buckets,
        compensated ? bucketsC : null,
        coarse,
        reduced,
        compensated ? reducedC : null);
    relayout(coarse, reduced, reducedC);
  }

  private void addBuckets(
      HistogramLayout theirs, double[] counts, double @Nullable [] cs, double sign) {
    if (!runs.map(layout, theirs)) {
      grow(theirs);
      runs.map(layout, theirs);
    }
    int[] triples = runs.runs();
    for (int i = 0; i < runs.size(); i += 3) {
      if (cs == null) {
        addRun(triples[i], counts, triples[i + 1], triples[i + 2], sign);
      } else {
        addReduced(triples[i], counts, cs, triples[i + 1], triples[i + 2]);
      }
    }
  }

  /** Adds counts that bring compensations of their own; a new bucket takes over both. */
  private void addReduced(int to, double[] counts, double[] cs, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (Double.doubleToRawLongBits(buckets[to + i]) == MINUS_ZERO) {
        buckets[to + i] = counts[from + i];
        bucketsC[to + i] = cs[from + i];
      } else {
        Compensation.add(buckets, bucketsC, to + i, counts[from + i]);
        Compensation.add(buckets, bucketsC, to + i, cs[from + i]);
      }
    }
  }

  /** Takes in the buckets of another layout; new ones hold -0, to which adding changes no bits. */
  private void grow(HistogramLayout theirs) {
    boolean custom = layout.isCustom();
    int schema = layout.schema();
    double threshold = layout.zeroThreshold();
    int[] positive = theirs.positiveSpans();
    int[] negative = theirs.negativeSpans();
    int skipPositive = custom ? 0 : Spans.hidden(positive, schema, threshold);
    int skipNegative = custom ? 0 : Spans.hidden(negative, schema, threshold);
    HistogramLayout union =
        layout.withSpans(
            Spans.union(layout.positiveSpans(), positive, skipPositive),
            Spans.union(layout.negativeSpans(), negative, skipNegative));
    double[] grown = new double[union.buckets()];
    Arrays.fill(grown, -0.0);
    double[] grownC = compensated ? new double[grown.length] : bucketsC;
    Placement.place(layout, buckets, union, grown);
    if (compensated) {
      Placement.place(layout, bucketsC, union, grownC);
    }
    relayout(union, grown, grownC);
  }

  void relayout(HistogramLayout other, double[] counts, double[] cs) {
    layout = other;
    buckets = counts;
    bucketsC = compensated ? cs : bucketsC;
  }

  /** True if a count, the sum or a bucket is infinite. */
  boolean hasOverflow() {
    return Double.isInfinite(zeroCount)
        || Double.isInfinite(count)
        || Double.isInfinite(sum)
        || FloatHistogram.hasInfinite(buckets);
  }

  void scale(double factor) {
    count *= factor;
    zeroCount *= factor;
    sum *= factor;
    countC *= factor;
    zeroC *= factor;
    sumC *= factor;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] *= factor;
      bucketsC[i] *= factor;
    }
  }

  void divide(double divisor) {
    count /= divisor;
    zeroCount /= divisor;
    sum /= divisor;
    countC /= divisor;
    zeroC /= divisor;
    sumC /= divisor;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] /= divisor;
      bucketsC[i] /= divisor;
    }
  }

  void copyFrom(HistogramSum other) {
    empty = other.empty;
    single = other.single;
    resetSeen = other.resetSeen;
    notResetSeen = other.notResetSeen;
    layout = other.layout;
    hint = other.hint;
    count = other.count;
    zeroCount = other.zeroCount;
    sum = other.sum;
    countC = other.countC;
    zeroC = other.zeroC;
    sumC = other.sumC;
    int length = other.buckets.length;
    if (buckets.length != length) {
      buckets = new double[length];
      bucketsC = new double[length];
    }
    System.arraycopy(other.buckets, 0, buckets, 0, length);
    System.arraycopy(other.bucketsC, 0, bucketsC, 0, length);
  }

  /** The sum so far, with its empty buckets; the sum may go on. */
  public FloatHistogram toHistogram() {
    return toHistogram(1);
  }

  FloatHistogram toHistogram(double divisor) {
    double[] counts = new double[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i] / divisor;
    }
    if (!compensated || single) {
      return new FloatHistogram(
          layout, hint, count / divisor, zeroCount / divisor, sum / divisor, counts);
    }
    int positive = layout.positiveBuckets();
    compensate(counts, layout.hiddenPositive(), positive, divisor);
    compensate(counts, positive + layout.hiddenNegative(), counts.length, divisor);
    double zero = zeroCount / divisor;
    return new FloatHistogram(
        layout,
        hint,
        count / divisor + countC / divisor,
        layout.isCustom() ? zero : zero + zeroC / divisor,
        sum / divisor + sumC / divisor,
        counts);
  }

  private void compensate(double[] counts, int from, int to, double divisor) {
    for (int i = from; i < to; i++) {
      counts[i] += bucketsC[i] / divisor;
    }
  }
}
