package io.promontory.promql.plan;

import io.promontory.promql.ast.VectorMatching.Cardinality;

/** Small questions about binary operations between vectors. */
final class Joins {
  private Joins() {}

  /** True where the side whose elements may match once only is the left one. */
  static boolean oneIsLeft(VectorNode.Join join) {
    return join.matching().cardinality() == Cardinality.ONE_TO_MANY;
  }

  /** True where series without a partner get one. */
  static boolean fills(VectorNode.Join join) {
    return join.matching().fillLeft() != null || join.matching().fillRight() != null;
  }

  static VectorNode one(VectorNode.Join join) {
    return oneIsLeft(join) ? join.left() : join.right();
  }

  static VectorNode many(VectorNode.Join join) {
    return oneIsLeft(join) ? join.right() : join.left();
  }
}
