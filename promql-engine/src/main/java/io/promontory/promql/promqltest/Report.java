package io.promontory.promql.promqltest;

import java.nio.file.Path;
import java.util.List;

/**
 * How a script went.
 *
 * @param evals how many {@code eval} statements it has
 * @param failures one for each that failed, in order; a script that cannot be read or loaded has
 *     one more, at the line that is wrong, and nothing behind it counts as passed
 * @param broken true for a script that cannot be read or loaded; the last failure says why
 */
public record Report(Path file, int evals, int passed, List<Failure> failures, boolean broken) {
  public Report {
    failures = List.copyOf(failures);
  }

  public boolean isWhole() {
    return failures.isEmpty();
  }

  /**
   * A failed statement.
   *
   * @param line counted from 1
   * @param expression the query, or the text of the line where there is none
   */
  public record Failure(int line, String expression, String reason) {}
}
