package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedSeries;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.SeriesNotation;

/** A series in a script. */
final class SeriesLine {
  private SeriesLine() {}

  /**
   * @throws ScriptException if the line is no series
   */
  static DescribedSeries parse(String line, ScriptLines lines) {
    try {
      return SeriesNotation.parse(line);
    } catch (ParseException e) {
      throw lines.error("\"" + line + "\" is no series: " + e.getMessage());
    }
  }
}
