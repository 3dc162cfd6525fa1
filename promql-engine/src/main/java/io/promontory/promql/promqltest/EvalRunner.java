package io.promontory.promql.promqltest;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.promqltest.Command.Eval;
import io.promontory.promql.promqltest.Expected.Grid;
import io.promontory.promql.promqltest.Expected.Scalar;
import io.promontory.promql.promqltest.Expected.Text;
import io.promontory.promql.promqltest.Expected.Vectors;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.promql.value.QueryValue.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one {@code eval} in all its forms; the methods say what is wrong, or null. */
final class EvalRunner {
  private static final long AROUND_MS = 60_000;

  /** These read the query's own times, so that a range query answers something else. */
  private static final List<String> QUERY_TIMES = List.of("start()", "end()", "range()", "step()");

  private final QueryRunner engine;
  private final ScriptStore store;
  private final Eval eval;
  private final Expected expected;
  private final @Nullable Grid grid;

  EvalRunner(QueryRunner engine, ScriptStore store, Eval eval) {
    this.engine = engine;
    this.store = store;
    this.eval = eval;
    this.expected = eval.expected();
    this.grid = expected.result() instanceof Vectors vectors ? vectors.grid() : null;
  }

  @Nullable String run() {
    Expr expression;
    try {
      expression = PromQlParser.parse(eval.expression(), PromQlTest.FLAGS);
    } catch (ParseException e) {
      return "does not parse: " + e.getMessage();
    }
    if (eval.isRange()) {
      Grid steps = new Grid(eval.startMs(), eval.endMs(), eval.stepMs());
      return check(
          Query.range(eval.expression(), eval.startMs(), eval.endMs(), eval.stepMs()), steps);
    }
    long at = grid == null ? eval.startMs() : grid.endMs();
    String wrong = instant(eval.expression(), at);
    for (AtVariants.Variant variant : AtVariants.of(expression, at)) {
      if (wrong == null) {
        wrong = instant(variant.expression(), variant.timeMs());
        wrong = wrong == null ? null : variant + ": " + wrong;
      }
    }
    return wrong;
  }

  private @Nullable String instant(String expression, long timeMs) {
    Grid points = grid == null ? new Grid(timeMs, timeMs, 1) : grid;
    String wrong = check(Query.instant(expression, timeMs), points);
    boolean alsoInRange =
        expected.failure() == null
            && grid == null
            && !(expected.result() instanceof Text)
            && QUERY_TIMES.stream().noneMatch(expression::contains);
    return wrong == null && alsoInRange ? range(expression, timeMs) : wrong;
  }

  /** Asks, and compares error, annotations and value. */
  private @Nullable String check(Query query, Grid points) {
    QueryResult result;
    try {
      result = engine.run(store.store(), query);
    } catch (QueryException e) {
      String message = String.valueOf(e.getMessage());
      TextMatch failure = expected.failure();
      if (failure == null) {
        return "failed: " + message;
      }
      return failure.test(message) ? null : "failed with \"" + message + "\", not " + failure;
    }
    if (expected.failure() != null) {
      return "did not fail";
    }
    String wrong = AnnotationCheck.check(expected, result);
    return wrong != null
        ? wrong
        : new ResultCheck(expected.result(), expected.ordered(), points).check(result.value());
  }

  /** Asks for a minute before and after too, and compares the points in the middle. */
  private @Nullable String range(String expression, long timeMs) {
    QueryValue value;
    try {
      Query query = Query.range(expression, timeMs - AROUND_MS, timeMs + AROUND_MS, AROUND_MS);
      value = engine.run(store.store(), query).value();
    } catch (QueryException e) {
      return "failed as range query: " + e.getMessage();
    }
    if (expected.ordered() || !(value instanceof QueryValue.Matrix matrix)) {
      return null;
    }
    List<Sample> middle = middle(matrix.series(), timeMs);
    QueryValue instant =
        expected.result() instanceof Scalar && !middle.isEmpty()
            ? new QueryValue.Scalar(timeMs, middle.getFirst().value())
            : new QueryValue.Vector(middle);
    Grid points = new Grid(timeMs, timeMs, 1);
    String wrong = new ResultCheck(expected.result(), false, points).check(instant);
    return wrong == null ? null : "as range query: " + wrong;
  }

  private static List<Sample> middle(List<PointSeries> series, long timeMs) {
    List<Sample> samples = new ArrayList<>();
    for (PointSeries points : series) {
      for (int i = 0; i < points.size(); i++) {
        if (points.timestampsMs()[i] == timeMs) {
          samples.add(new Sample(points.labels(), timeMs, points.values()[i], points.histogram(i)));
        }
      }
    }
    return samples;
  }
}
