package io.promontory.frontend.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Rows as columns of equal width, the last one as long as it likes. */
final class TableOutput {
  private TableOutput() {}

  static void print(List<List<String>> rows, PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    boolean head = true;
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = head ? row.get(i).toUpperCase(Locale.ROOT) : row.get(i);
        line.append(cell);
        if (i < columns - 1) {
          line.repeat(' ', widths[i] - cell.length() + 2);
        }
      }
      out.println(line);
      head = false;
    }
  }
}
