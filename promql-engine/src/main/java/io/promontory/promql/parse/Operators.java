package io.promontory.promql.parse;

import io.promontory.promql.ast.BinaryOp;
import org.jspecify.annotations.Nullable;

/** The binary operators by token, with their precedence. */
final class Operators {
  static final int LOWEST = 1;
  static final int POWER = 6;

  private Operators() {}

  static @Nullable BinaryOp of(TokenKind kind) {
    return switch (kind) {
      case OR -> BinaryOp.OR;
      case AND -> BinaryOp.AND;
      case UNLESS -> BinaryOp.UNLESS;
      case EQLC -> BinaryOp.EQL;
      case NEQ -> BinaryOp.NEQ;
      case LTE -> BinaryOp.LTE;
      case LSS -> BinaryOp.LSS;
      case GTE -> BinaryOp.GTE;
      case GTR -> BinaryOp.GTR;
      case TRIM_UPPER -> BinaryOp.TRIM_UPPER;
      case TRIM_LOWER -> BinaryOp.TRIM_LOWER;
      case ADD -> BinaryOp.ADD;
      case SUB -> BinaryOp.SUB;
      case MUL -> BinaryOp.MUL;
      case DIV -> BinaryOp.DIV;
      case MOD -> BinaryOp.MOD;
      case ATAN2 -> BinaryOp.ATAN2;
      case POW -> BinaryOp.POW;
      default -> null;
    };
  }

  /** From {@link #LOWEST} to {@link #POWER}; only the latter groups from the right. */
  static int precedence(BinaryOp op) {
    return switch (op) {
      case OR -> LOWEST;
      case AND, UNLESS -> 2;
      case EQL, NEQ, LTE, LSS, GTE, GTR, TRIM_UPPER, TRIM_LOWER -> 3;
      case ADD, SUB -> 4;
      case MUL, DIV, MOD, ATAN2 -> 5;
      case POW -> POWER;
    };
  }
}
