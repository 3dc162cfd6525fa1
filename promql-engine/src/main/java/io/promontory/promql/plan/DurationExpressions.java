package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.math.GoMath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes duration expressions such as {@code [2 * step()]}, which depend on the query's
 * parameters, before anything is planned.
 */
public final class DurationExpressions {
  private static final double MAX_SECONDS = 0x1p63 / 1e9;
  private static final long NANOS_PER_MS = 1_000_000;

  private final double stepSeconds;
  private final double rangeSeconds;

  private DurationExpressions(double stepSeconds, double rangeSeconds) {
    this.stepSeconds = stepSeconds;
    this.rangeSeconds = rangeSeconds;
  }

  /**
   * Replaces every duration expression by its value, cut to milliseconds.
   *
   * @param startMs start of the query, ms
   * @param endMs end of the query, ms; {@code range()} is the time between the two
   * @param stepMs what {@code step()} is, ms; 0 for an instant query
   * @throws QueryException of kind bad data if a value is not finite, too large, a division by
   *     zero, or not positive where it must be
   */
  public static Expr resolve(Expr expr, long startMs, long endMs, long stepMs) {
    return new DurationExpressions(stepMs / 1e3, (endMs - startMs) / 1e3).resolve(expr);
  }

  private Expr resolve(Expr expr) {
    return switch (expr) {
      case VectorSelector e -> resolve(e);
      case MatrixSelector e -> {
        long range = positive(e.rangeExpr(), e.rangeNanos());
        yield new MatrixSelector(resolve(e.selector()), range, null, e.span());
      }
      case Subquery e -> {
        TimeShift shift = resolve(e.shift());
        long step = positive(e.stepExpr(), e.stepNanos());
        long range = positive(e.rangeExpr(), e.rangeNanos());
        yield new Subquery(resolve(e.expr()), range, null, step, null, shift, e.span());
      }
      case Aggregation e -> {
        Expr argument = resolve(e.expr());
        Expr param = e.param() == null ? null : resolve(e.param());
        yield new Aggregation(e.op(), argument, param, e.grouping(), e.without(), e.span());
      }
      case Binary e ->
          new Binary(
              e.op(), resolve(e.lhs()), resolve(e.rhs()), e.returnBool(), e.matching(), e.span());
      case Call e -> new Call(e.function(), resolve(e.args()), e.span());
      case Paren e -> new Paren(resolve(e.expr()), e.span());
      case Unary e -> new Unary(e.negative(), resolve(e.expr()), e.span());
      case NumberLiteral e -> e;
      case StringLiteral e -> e;
    };
  }

  private List<Expr> resolve(List<Expr> args) {
    List<Expr> resolved = new ArrayList<>(args.size());
    for (Expr arg : args) {
      resolved.add(resolve(arg));
    }
    return resolved;
  }

  private VectorSelector resolve(VectorSelector e) {
    return e.shift().offsetExpr() == null
        ? e
        : new VectorSelector(
            e.name(), e.matchers(), resolve(e.shift()), e.anchored(), e.smoothed(), e.span());
  }

  private TimeShift resolve(TimeShift shift) {
    DurationExpr offset = shift.offsetExpr();
    return offset == null ? shift : new TimeShift(nanos(offset, false), null, shift.at());
  }

  private long positive(@Nullable DurationExpr expr, long literalNanos) {
    return expr == null ? literalNanos : nanos(expr, true);
  }

  private long nanos(DurationExpr expr, boolean positive) {
    double seconds = seconds(expr);
    if (!Double.isFinite(seconds)) {
      throw error(expr, "duration is NaN or infinite");
    }
    if (positive && seconds <= 0) {
      throw error(expr, "duration must be greater than 0");
    }
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw error(expr, "duration is out of range");
    }
    return (long) (seconds * 1000) * NANOS_PER_MS;
  }

  private double seconds(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal e -> e.seconds();
      case DurationExpr.Operation e -> {
        double lhs = e.lhs() == null ? 0 : seconds(e.lhs());
        double rhs = e.rhs() == null ? 0 : seconds(e.rhs());
        yield apply(e, lhs, rhs);
      }
    };
  }

  private double apply(DurationExpr.Operation e, double lhs, double rhs) {
    return switch (e.op()) {
      case ADD -> e.lhs() == null ? rhs : lhs + rhs;
      case SUB -> e.lhs() == null ? -rhs : lhs - rhs;
      case MUL -> lhs * rhs;
      case DIV -> {
        if (rhs == 0) {
          throw error(e, "division by zero");
        }
        yield lhs / rhs;
      }
      case MOD -> {
        if (rhs == 0) {
          throw error(e, "modulo by zero");
        }
        yield GoMath.mod(lhs, rhs);
      }
      case POW -> GoMath.pow(lhs, rhs);
      case STEP -> stepSeconds;
      case RANGE -> rangeSeconds;
      case MIN_OF -> GoMath.min(lhs, rhs);
      case MAX_OF -> GoMath.max(lhs, rhs);
    };
  }

  /** Unlike parse errors these name start and end as byte offsets. */
  private static QueryException error(DurationExpr expr, String message) {
    return new QueryException(
        QueryException.Kind.BAD_DATA,
        expr.span().start() + ":" + expr.span().end() + ": " + message);
  }
}
