package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Span;
import io.promontory.promql.plan.PushedPart;
import io.promontory.series.store.PartAnswer;
import java.util.List;
import java.util.Map;

/**
 * What was remarked where an expression was evaluated, told of the place in our query that it is
 * about.
 */
final class PushedNotes {
  private static final String WARNING = "PromQL warning: ";
  private static final String INFO = "PromQL info: ";

  private PushedNotes() {}

  /** Repeats the remarks about the expression; what else is told is none of this. */
  static void repeat(PartAnswer answer, PushedPart part, Annotations to) {
    for (String text : answer.warnings()) {
      if (text.startsWith(WARNING)) {
        to.warning(remark(text, WARNING), place(text, part.positions()));
      }
    }
    for (String text : answer.infos()) {
      if (text.startsWith(INFO)) {
        to.info(remark(text, INFO), place(text, part.positions()));
      }
    }
  }

  /** True where all warnings are about the expression. */
  static boolean areAllOfIt(List<String> warnings) {
    return warnings.stream().allMatch(text -> text.startsWith(WARNING));
  }

  /** The infos about anything but the expression. */
  static List<String> notOfIt(List<String> infos) {
    return infos.stream().filter(text -> !text.startsWith(INFO)).toList();
  }

  private static String remark(String text, String prefix) {
    int end = offset(text) < 0 ? text.length() : text.lastIndexOf(" (");
    return text.substring(prefix.length(), end);
  }

  private static Span place(String text, Map<Integer, Span> positions) {
    return positions.getOrDefault(offset(text), Span.NONE);
  }

  /**
   * What " (1:23)" at the end says of a text of one line, as an offset; -1 where it is not there.
   */
  private static int offset(String text) {
    int start = text.lastIndexOf(" (1:");
    if (start < 0 || !text.endsWith(")")) {
      return -1;
    }
    String column = text.substring(start + 4, text.length() - 1);
    boolean isNumber =
        !column.isEmpty()
            && column.length() < 8
            && column.chars().allMatch(c -> '0' <= c && c <= '9');
    return isNumber ? Integer.parseInt(column) - 1 : -1;
  }
}
