package io.promontory.promql.promqltest;

import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import java.util.List;

/** A series in a script: labels as a selector writes them, a blank, and its samples. */
record SeriesLine(Labels labels, List<Value> values) {
  SeriesLine {
    values = List.copyOf(values);
  }

  /**
   * @throws ScriptException if the line is no series
   */
  static SeriesLine parse(String line, ScriptLines lines) {
    int end = endOfLabels(line);
    return new SeriesLine(
        labels(line.substring(0, end), lines), new SampleItems(line.substring(end), lines).parse());
  }

  private static Labels labels(String text, ScriptLines lines) {
    if (text.equals("{}")) {
      return Labels.EMPTY;
    }
    LabelsBuilder labels = new LabelsBuilder();
    try {
      for (Matcher matcher : PromQlParser.parseSelector(text)) {
        if (matcher.type() != Matcher.Type.EQ) {
          throw lines.error("labels are written with =, not " + matcher);
        }
        labels.set(matcher.name(), matcher.value());
      }
    } catch (ParseException e) {
      throw lines.error("\"" + text + "\" is no series: " + e.getMessage());
    }
    return labels.build();
  }

  /** The first blank outside of braces and strings, or the end. */
  private static int endOfLabels(String line) {
    char quote = 0;
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '{' || c == '}') {
        depth += c == '{' ? 1 : -1;
      } else if (depth == 0 && (c == ' ' || c == '\t')) {
        return i;
      }
    }
    return line.length();
  }
}
