package io.promontory.promql.plan;

/** What computes a value of one of PromQL's four types. */
public sealed interface PlanNode permits VectorNode, ScalarNode, MatrixNode, PlanNode.Text {
  /** A string. */
  record Text(String value) implements PlanNode {}
}
