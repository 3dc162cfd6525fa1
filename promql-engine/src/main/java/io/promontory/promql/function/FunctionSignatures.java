package io.promontory.promql.function;

import static io.promontory.promql.ast.ValueType.MATRIX;
import static io.promontory.promql.ast.ValueType.SCALAR;
import static io.promontory.promql.ast.ValueType.STRING;
import static io.promontory.promql.ast.ValueType.VECTOR;

import io.promontory.promql.ast.ValueType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions of PromQL by name, as Prometheus 3.14 declares them. */
public final class FunctionSignatures {
  private static final SortedMap<String, FunctionSignature> BY_NAME = new Table().functions;

  private FunctionSignatures() {}

  /** The signature of a function, or null where there is no such function. */
  public static @Nullable FunctionSignature find(String name) {
    return BY_NAME.get(name);
  }

  /** All signatures, sorted by name. */
  public static List<FunctionSignature> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** One line for each shape of signature. */
  private static final class Table {
    private final SortedMap<String, FunctionSignature> functions = new TreeMap<>();

    private Table() {
      vectorFunctions();
      rangeFunctions();
      functionsWithParameters();
      scalarFunctions();
    }

    private void vectorFunctions() {
      stable(
          """
          abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg \
          histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn \
          sin sinh sort sort_desc sqrt tan tanh timestamp""",
          VECTOR,
          0,
          VECTOR);
      stable(
          "day_of_month day_of_week day_of_year days_in_month hour minute month year",
          VECTOR,
          1,
          VECTOR);
      experimental("start_timestamp", VECTOR, 0, VECTOR);
    }

    private void rangeFunctions() {
      stable(
          """
          absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta \
          increase irate last_over_time max_over_time min_over_time present_over_time rate resets \
          stddev_over_time stdvar_over_time sum_over_time""",
          VECTOR,
          0,
          MATRIX);
      experimental(
          """
          mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time \
          ts_of_min_over_time""",
          VECTOR,
          0,
          MATRIX);
    }

    private void functionsWithParameters() {
      stable("clamp", VECTOR, 0, VECTOR, SCALAR, SCALAR);
      stable("clamp_max clamp_min", VECTOR, 0, VECTOR, SCALAR);
      stable("histogram_fraction", VECTOR, 0, SCALAR, SCALAR, VECTOR);
      stable("histogram_quantile", VECTOR, 0, SCALAR, VECTOR);
      stable("label_join", VECTOR, -1, VECTOR, STRING, STRING, STRING);
      stable("label_replace", VECTOR, 0, VECTOR, STRING, STRING, STRING, STRING);
      stable("predict_linear", VECTOR, 0, MATRIX, SCALAR);
      stable("quantile_over_time", VECTOR, 0, SCALAR, MATRIX);
      stable("round", VECTOR, 1, VECTOR, SCALAR);
      stable("vector", VECTOR, 0, SCALAR);
      experimental("double_exponential_smoothing", VECTOR, 0, MATRIX, SCALAR, SCALAR);
      experimental("histogram_quantiles", VECTOR, 9, VECTOR, STRING, SCALAR, SCALAR);
      experimental("info", VECTOR, 1, VECTOR, VECTOR);
      experimental("sort_by_label sort_by_label_desc", VECTOR, -1, VECTOR, STRING);
    }

    private void scalarFunctions() {
      stable("pi time", SCALAR, 0);
      stable("scalar", SCALAR, 0, VECTOR);
      experimental("end range start step", SCALAR, 0);
      experimental("max_of min_of", SCALAR, 0, SCALAR, SCALAR);
    }

    private void stable(String names, ValueType returns, int variadic, ValueType... args) {
      add(names, returns, variadic, false, args);
    }

    private void experimental(String names, ValueType returns, int variadic, ValueType... args) {
      add(names, returns, variadic, true, args);
    }

    private void add(
        String names, ValueType returns, int variadic, boolean experimental, ValueType... args) {
      for (String name : names.split(" ")) {
        functions.put(
            name, new FunctionSignature(name, List.of(args), variadic, returns, experimental));
      }
    }
  }
}
