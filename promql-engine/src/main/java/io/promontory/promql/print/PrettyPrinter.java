package io.promontory.promql.print;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.series.text.Utf8Bytes;

/**
 * Prints expressions over several lines, as the API's format_query does: what takes more than 100
 * bytes on one line is split, two blanks deeper a level.
 */
public final class PrettyPrinter {
  private static final int MAX_LINE = 100;

  private final Printer.Printed printed;
  private final StringBuilder out = new StringBuilder();

  private PrettyPrinter(Printer.Printed printed) {
    this.printed = printed;
  }

  public static String print(Expr expr) {
    PrettyPrinter printer = new PrettyPrinter(Printer.printWithPlaces(expr));
    printer.append(expr, 0);
    return printer.out.toString();
  }

  /** Prints at a level; the first line is indented too. */
  private void append(Expr expr, int level) {
    if (expr instanceof Unary unary) {
      appendUnary(unary, level);
    } else if (expr instanceof Subquery subquery) {
      appendSubquery(subquery, level);
    } else if (fits(expr)) {
      appendLine(expr, level);
    } else {
      appendSplit(expr, level);
    }
  }

  private void appendSplit(Expr expr, int level) {
    switch (expr) {
      case Aggregation e -> appendAggregation(e, level);
      case Binary e -> appendBinary(e, level);
      case Call e -> appendCall(e, level);
      case Paren e -> appendParen(e, level);
      default -> appendLine(expr, level);
    }
  }

  private void appendUnary(Unary e, int level) {
    indent(level);
    out.append(e.negative() ? '-' : '+');
    int operand = out.length();
    append(e.expr(), level);
    removeIndent(operand);
  }

  /** A subquery that fits is not indented: so Prometheus has it. */
  private void appendSubquery(Subquery e, int level) {
    if (fits(e)) {
      out.append(printed.of(e));
      return;
    }
    append(e.expr(), level);
    out.append(Printer.suffix(e));
  }

  private void appendAggregation(Aggregation e, int level) {
    indent(level);
    out.append(Printer.head(e)).append("(\n");
    if (e.param() != null) {
      append(e.param(), level + 1);
      out.append(",\n");
    }
    append(e.expr(), level + 1);
    close(level);
  }

  private void appendBinary(Binary e, int level) {
    append(e.lhs(), level + 1);
    out.append('\n');
    indent(level);
    out.append(Printer.operator(e)).append('\n');
    append(e.rhs(), level + 1);
  }

  private void appendCall(Call e, int level) {
    indent(level);
    out.append(e.function().name()).append('(');
    String separator = "\n";
    for (Expr arg : e.args()) {
      out.append(separator);
      append(arg, level + 1);
      separator = ",\n";
    }
    close(level);
  }

  private void appendParen(Paren e, int level) {
    indent(level);
    out.append("(\n");
    append(e.expr(), level + 1);
    close(level);
  }

  private void appendLine(Expr expr, int level) {
    indent(level);
    out.append(printed.of(expr));
  }

  private void close(int level) {
    out.append('\n');
    indent(level);
    out.append(')');
  }

  private void indent(int level) {
    out.repeat("  ", level);
  }

  private void removeIndent(int from) {
    int end = from;
    while (out.charAt(end) == ' ') {
      end++;
    }
    out.delete(from, end);
  }

  private boolean fits(Expr expr) {
    return printed.length(expr) <= MAX_LINE
        && Utf8Bytes.encode(printed.of(expr)).length <= MAX_LINE;
  }
}
