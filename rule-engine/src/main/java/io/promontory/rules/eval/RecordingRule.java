package io.promontory.rules.eval;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.print.Printer;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the value of an expression under a name of its own. */
public final class RecordingRule implements EvaluableRule {
  private final String name;
  private final Expr expr;
  private final Labels labels;
  private final String text;

  /** With the labels of its group already among its own. */
  public RecordingRule(String name, Expr expr, Labels labels) {
    this.name = name;
    this.expr = expr;
    this.labels = labels;
    this.text = Printer.print(expr);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Expr expr() {
    return expr;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public List<QueryValue.Sample> evaluate(EvaluationTime time, VectorQuery query, long limit)
      throws RuleFailure {
    long at = time.sampleMs();
    List<QueryValue.Sample> result = query.at(text, at);
    List<QueryValue.Sample> named = new ArrayList<>(result.size());
    Set<Labels> seen = HashSet.newHashSet(result.size());
    for (QueryValue.Sample sample : result) {
      Labels own = relabelled(sample.labels());
      if (!seen.add(own)) {
        throw new RuleFailure(
            "vector contains metrics with the same labelset after applying rule labels");
      }
      named.add(new QueryValue.Sample(own, at, sample.value(), sample.histogram()));
    }
    if (limit > 0 && named.size() > limit) {
      throw new RuleFailure("exceeded limit of " + limit + " with " + named.size() + " series");
    }
    return named;
  }

  private Labels relabelled(Labels sample) {
    LabelsBuilder builder = new LabelsBuilder(sample).set(Labels.METRIC_NAME, name);
    for (int i = 0; i < labels.size(); i++) {
      builder.set(labels.name(i), labels.value(i));
    }
    return builder.build();
  }
}
