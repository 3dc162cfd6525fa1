package io.promontory.promql.exec;

import io.promontory.promql.ast.BinaryOp;

/** The trim operators cut histograms; between floats they have no result but a note. */
final class FloatTrim {
  private FloatTrim() {}

  static boolean is(BinaryOp op) {
    return op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER;
  }

  static String annotation(BinaryOp op) {
    return "incompatible sample types encountered for binary operator \""
        + op.text()
        + "\": float "
        + op.text()
        + " float";
  }
}
