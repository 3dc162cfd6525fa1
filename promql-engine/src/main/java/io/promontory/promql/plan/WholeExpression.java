package io.promontory.promql.plan;

import io.promontory.promql.ast.Expr;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Authority;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.StorePart;
import java.util.HashSet;
import java.util.Set;

/**
 * An expression over series that one store holds alone, whose own answer counts.
 *
 * @param objection why it is not for the store; empty where {@code question} is what to ask it
 * @param question without meaning where there is an objection
 */
record WholeExpression(String objection, PushedPart question) {
  /**
   * Finds out what to ask.
   *
   * @param query the steps of the whole query
   * @param grid the steps of the expression
   */
  static WholeExpression of(
      Expr source, StepGrid grid, StepGrid query, PlanOptions options, StorePart part) {
    HiddenLabels alone = HiddenLabels.takenFrom(source, part.hidden());
    String objection = Sendable.objection(source);
    if (objection.isEmpty()
        && part.authority() == Authority.STORE_WITHOUT_WINDOWS
        && Sendable.hasWindows(source)) {
      objection = "its windows end elsewhere in the dialect of store \"" + part.store() + "\"";
    }
    objection = objection.isEmpty() ? alone.objection() : objection;
    Set<String> uncertain = new HashSet<>(part.uncertain());
    uncertain.removeIf(part.hidden()::has);
    if (objection.isEmpty() && !uncertain.isEmpty()) {
      objection = "it may look at labels that series of store \"" + part.store() + "\" lack there";
    }
    if (objection.isEmpty()) {
      objection = PushdownLimits.objection(grid);
    }
    PushedText text =
        objection.isEmpty()
            ? PushedText.of(alone.expr(), query, options.subqueryStepMs(), Labels.EMPTY)
            : null;
    if (objection.isEmpty() && text == null) {
      objection = "its text is not plain";
    }
    return new WholeExpression(
        objection,
        PushedPart.of(
            part,
            text == null ? PushedText.NONE : text,
            grid,
            options.lookbackMs(),
            Sendable.aheadMs(source),
            alone.added()));
  }

  PartQuery query() {
    return question.query();
  }
}
