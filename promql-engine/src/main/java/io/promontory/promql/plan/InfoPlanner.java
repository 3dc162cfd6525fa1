package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans {@code info(v, {matchers})}. */
record InfoPlanner(Planner planner, long lookbackMs) {
  private static final Matcher TARGET_INFO = Matcher.equal(Labels.METRIC_NAME, "target_info");
  private static final Matcher ANY_INFO =
      Matcher.of(Matcher.Type.RE, Labels.METRIC_NAME, ".+_info");

  VectorNode plan(Call call, StepGrid grid, SelectorPath path) {
    Expr base = call.args().getFirst();
    List<Matcher> names = new ArrayList<>();
    List<Matcher> data = new ArrayList<>();
    if (call.args().size() > 1) {
      for (Matcher matcher : ((VectorSelector) call.args().get(1)).matchers()) {
        (matcher.name().equals(Labels.METRIC_NAME) ? names : data).add(matcher);
      }
    }
    List<Matcher> infoNames = infoNames(names);
    List<Matcher> all = new ArrayList<>(infoNames);
    all.addAll(data);
    return new VectorNode.Info(
        planner.vector(base, grid, path), request(base, grid, all), lookbackMs, infoNames, data);
  }

  /** What an info metric may be called where the query does not name one outright. */
  private static List<Matcher> infoNames(List<Matcher> written) {
    if (written.isEmpty()) {
      return List.of(TARGET_INFO);
    }
    boolean positive =
        written.stream().anyMatch(m -> m.type() == Matcher.Type.EQ || m.type() == Matcher.Type.RE);
    if (positive) {
      return written;
    }
    List<Matcher> all = new ArrayList<>(List.of(ANY_INFO));
    all.addAll(written);
    return all;
  }

  /**
   * What to ask of the stores, but for the identifying labels. The {@code @} and the offset of the
   * first selector, or of the subquery around it, shift the time range; as in Prometheus 3.14, they
   * do not shift the times at which the samples found there are looked at.
   */
  private SelectRequest request(Expr base, StepGrid grid, List<Matcher> matchers) {
    TimeShift first = firstShift(base);
    DataTime time = first == null ? new DataTime(false, 0) : planner.dataTime(first);
    return SelectRequest.of(
            time.at(grid.startMs()) - lookbackMs + 1, time.at(grid.endMs()), matchers)
        .withHints(
            new SelectHints(grid.stepMs(), 0, "info", List.of(), false)
                .withLooks(new Looks(List.of(new DataTime(false, 0).at(grid, lookbackMs)), false)));
  }

  private static @Nullable TimeShift firstShift(Expr expr) {
    if (expr instanceof VectorSelector selector) {
      return selector.shift();
    } else if (expr instanceof Subquery subquery) {
      return subquery.shift();
    }
    TimeShift first = expr instanceof Aggregation a ? firstShift(a.expr()) : null;
    for (Expr child : Walk.children(expr)) {
      first = first == null ? firstShift(child) : first;
    }
    return first;
  }
}
