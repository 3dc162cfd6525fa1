package io.promontory.promql.print;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.text.Utf8Bytes;
import java.util.stream.Collectors;

/**
 * Prints expressions over several lines, as the API's format_query does: what takes more than 100
 * bytes on one line is split, two blanks deeper a level.
 */
public final class PrettyPrinter {
  private static final int MAX_LINE = 100;

  private final Printer.Printed printed;

  private PrettyPrinter(Printer.Printed printed) {
    this.printed = printed;
  }

  public static String print(Expr expr) {
    return new PrettyPrinter(Printer.printWithPlaces(expr)).print(expr, 0);
  }

  /** Prints at a level: its first line is indented too. */
  private String print(Expr expr, int level) {
    return switch (expr) {
      case Unary e -> indent(level) + (e.negative() ? "-" : "+") + print(e.expr(), level).strip();
      // A short subquery is not indented: so Prometheus has it.
      case Subquery e -> fits(e) ? printed.of(e) : print(e.expr(), level) + Printer.suffix(e);
      default -> fits(expr) ? indent(level) + printed.of(expr) : split(expr, level);
    };
  }

  private String split(Expr expr, int level) {
    String indent = indent(level);
    return switch (expr) {
      case Aggregation e ->
          indent
              + Printer.head(e)
              + "(\n"
              + (e.param() == null ? "" : print(e.param(), level + 1) + ",\n")
              + print(e.expr(), level + 1)
              + "\n"
              + indent
              + ")";
      case Binary e ->
          print(e.lhs(), level + 1)
              + "\n"
              + indent
              + Printer.operator(e)
              + "\n"
              + print(e.rhs(), level + 1);
      case Call e ->
          indent
              + e.function().name()
              + "(\n"
              + e.args().stream()
                  .map(arg -> print(arg, level + 1))
                  .collect(Collectors.joining(",\n"))
              + "\n"
              + indent
              + ")";
      case Paren e -> indent + "(\n" + print(e.expr(), level + 1) + "\n" + indent + ")";
      case MatrixSelector e -> indent + printed.of(e);
      case VectorSelector e -> indent + printed.of(e);
      case NumberLiteral e -> indent + printed.of(e);
      case StringLiteral e -> indent + printed.of(e);
      case Subquery e -> throw new IllegalArgumentException("splits by itself: " + e);
      case Unary e -> throw new IllegalArgumentException("splits by itself: " + e);
    };
  }

  private boolean fits(Expr expr) {
    String text = printed.of(expr);
    return text.length() <= MAX_LINE && Utf8Bytes.encode(text).length <= MAX_LINE;
  }

  private static String indent(int level) {
    return "  ".repeat(level);
  }
}
