package io.promontory.promql.function;

import static java.util.Map.entry;

import io.promontory.promql.math.GoMath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernels of all functions over floats that work series by series. */
public final class StandardFunctions implements FunctionLibrary {
  private static final Map<String, RangeFunction> RANGE =
      Map.ofEntries(
          entry("absent_over_time", SampleFunction.PRESENT),
          entry("avg_over_time", new TotalOverTime(true)),
          entry("changes", new SlidingCount(SlidingCount.Event.CHANGE)),
          entry("count_over_time", SampleFunction.COUNT),
          entry("delta", new ExtrapolatedRate(false, false)),
          entry("deriv", new FloatsOnly(new LinearTrend(false))),
          entry(
              "double_exponential_smoothing", new FloatsOnly(DoubleExponentialSmoothing.INSTANCE)),
          entry("first_over_time", SampleFunction.FIRST),
          entry("idelta", new InstantRate(false)),
          entry("increase", new ExtrapolatedRate(true, false)),
          entry("irate", new InstantRate(true)),
          entry("last_over_time", SampleFunction.LAST),
          entry("mad_over_time", new FloatsOnly(QuantileOverTime.MEDIAN_DEVIATION)),
          entry("max_over_time", new FloatsOnly(new SlidingExtreme(true, false))),
          entry("min_over_time", new FloatsOnly(new SlidingExtreme(false, false))),
          entry("predict_linear", new FloatsOnly(new LinearTrend(true))),
          entry("present_over_time", SampleFunction.PRESENT),
          entry("quantile_over_time", new FloatsOnly(QuantileOverTime.QUANTILE)),
          entry("rate", new ExtrapolatedRate(true, true)),
          entry("resets", new SlidingCount(SlidingCount.Event.RESET)),
          entry("stddev_over_time", new FloatsOnly(Spread.STANDARD_DEVIATION)),
          entry("stdvar_over_time", new FloatsOnly(Spread.VARIANCE)),
          entry("sum_over_time", new TotalOverTime(false)),
          entry("ts_of_first_over_time", SampleFunction.TIME_OF_FIRST),
          entry("ts_of_last_over_time", SampleFunction.TIME_OF_LAST),
          entry("ts_of_max_over_time", new FloatsOnly(new SlidingExtreme(true, true))),
          entry("ts_of_min_over_time", new FloatsOnly(new SlidingExtreme(false, true))));

  private static final Map<String, VectorFunction> VECTOR =
      Map.ofEntries(
          entry("abs", new Elementwise(Math::abs)),
          entry("acos", new Elementwise(GoMath::acos)),
          entry("acosh", new Elementwise(GoMath::acosh)),
          entry("asin", new Elementwise(GoMath::asin)),
          entry("asinh", new Elementwise(GoMath::asinh)),
          entry("atan", new Elementwise(GoMath::atan)),
          entry("atanh", new Elementwise(GoMath::atanh)),
          entry("ceil", new Elementwise(Math::ceil)),
          entry("clamp", Clamp.BOTH),
          entry("clamp_max", Clamp.MAX),
          entry("clamp_min", Clamp.MIN),
          entry("cos", new Elementwise(GoMath::cos)),
          entry("cosh", new Elementwise(GoMath::cosh)),
          entry("day_of_month", Calendar.DAY_OF_MONTH),
          entry("day_of_week", Calendar.DAY_OF_WEEK),
          entry("day_of_year", Calendar.DAY_OF_YEAR),
          entry("days_in_month", Calendar.DAYS_IN_MONTH),
          entry("deg", new Elementwise(x -> x * 180 / Math.PI)),
          entry("exp", new Elementwise(GoMath::exp)),
          entry("floor", new Elementwise(Math::floor)),
          entry("histogram_avg", HistogramProperty.AVERAGE),
          entry("histogram_count", HistogramProperty.COUNT),
          entry("histogram_stddev", HistogramProperty.DEVIATION),
          entry("histogram_stdvar", HistogramProperty.VARIANCE),
          entry("histogram_sum", HistogramProperty.SUM),
          entry("hour", Calendar.HOUR),
          entry("ln", new Elementwise(GoMath::log)),
          entry("log10", new Elementwise(GoMath::log10)),
          entry("log2", new Elementwise(GoMath::log2)),
          entry("minute", Calendar.MINUTE),
          entry("month", Calendar.MONTH),
          entry("rad", new Elementwise(x -> x * Math.PI / 180)),
          entry("round", Round.INSTANCE),
          entry("sgn", new Elementwise(GoMath::sgn)),
          entry("sin", new Elementwise(GoMath::sin)),
          entry("sinh", new Elementwise(GoMath::sinh)),
          entry("sqrt", new Elementwise(Math::sqrt)),
          entry("start_timestamp", (column, times, scalars) -> column.clear()),
          entry("tan", new Elementwise(GoMath::tan)),
          entry("tanh", new Elementwise(GoMath::tanh)),
          entry("year", Calendar.YEAR));

  @Override
  public @Nullable RangeFunction range(String name) {
    return RANGE.get(name);
  }

  @Override
  public @Nullable VectorFunction vector(String name) {
    return VECTOR.get(name);
  }
}
