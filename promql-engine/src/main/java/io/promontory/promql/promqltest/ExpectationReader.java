package io.promontory.promql.promqltest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.parse.DescribedSeries;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.promqltest.Expected.AnnotationRule;
import io.promontory.promql.promqltest.Expected.Grid;
import io.promontory.promql.promqltest.Expected.Level;
import io.promontory.promql.promqltest.Expected.Line;
import io.promontory.promql.promqltest.Expected.Result;
import io.promontory.promql.promqltest.Expected.Scalar;
import io.promontory.promql.promqltest.Expected.Text;
import io.promontory.promql.promqltest.Expected.Vectors;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the lines behind an {@code eval}. */
final class ExpectationReader {
  private final ScriptLines lines;
  private final Map<Level, AnnotationRule> annotations = new EnumMap<>(Level.class);
  private final Map<Labels, Line> series = new LinkedHashMap<>();
  private @Nullable TextMatch failure;
  private boolean oldFailure;
  private boolean ordered;
  private @Nullable Grid grid;
  private @Nullable Result single;
  private int position;

  ExpectationReader(ScriptLines lines) {
    this.lines = lines;
  }

  /** The old forms: what the command's name says, such as {@code _fail}. */
  void mode(String suffix) {
    switch (suffix) {
      case "" -> {}
      case "_fail" -> {
        failure = new TextMatch.Any();
        oldFailure = true;
      }
      case "_warn" -> annotations.put(Level.WARNING, new AnnotationRule.Some());
      case "_info" -> annotations.put(Level.INFO, new AnnotationRule.Some());
      case "_ordered" -> ordered = true;
      default -> throw lines.error("eval" + suffix + " is no command");
    }
  }

  /** Reads to the end of the block. */
  Expected read(boolean instant) {
    boolean more = true;
    while (more && lines.inBlock()) {
      more = line(lines.next(), instant);
    }
    Result result = single == null ? new Vectors(series, grid) : single;
    return new Expected(failure, result, ordered, annotations);
  }

  /** False where the line ends the block. */
  private boolean line(String line, boolean instant) {
    Words words = new Words(line);
    if (oldFailure && words.take("expected_fail_message")) {
      failure = new TextMatch.Exact(words.rest());
      return false;
    } else if (oldFailure && words.take("expected_fail_regexp")) {
      failure = search(words.rest());
      return false;
    } else if (words.take("expect")) {
      expect(words);
      return true;
    }
    Double number = number(line);
    if (number != null) {
      single = new Scalar(number);
      return false;
    }
    DescribedSeries expected = SeriesLine.parse(line, lines);
    if (instant && grid == null && expected.values().size() > 1) {
      throw lines.error("an instant has one value a series (see expect range vector)");
    }
    series.put(expected.labels(), new Line(++position, expected.values()));
    return true;
  }

  private void expect(Words words) {
    String what = words.next();
    switch (what) {
      case "range" -> range(words);
      case "string" -> single = new Text(string(words.rest()));
      case "ordered" -> ordered = true;
      case "fail" -> {
        if (failure != null) {
          throw lines.error("only one failure can be expected");
        }
        failure = match(words.rest());
      }
      case "warn" -> addRule(Level.WARNING, match(words.rest()));
      case "info" -> addRule(Level.INFO, match(words.rest()));
      case "no_warn" -> forbid(Level.WARNING);
      case "no_info" -> forbid(Level.INFO);
      default -> throw lines.error("\"" + what + "\" cannot be expected");
    }
  }

  /** A quoted string, which is an expression by itself. */
  private String string(String quoted) {
    try {
      if (PromQlParser.parse(quoted, FeatureFlags.NONE) instanceof StringLiteral literal) {
        return literal.value();
      }
    } catch (ParseException e) {
      throw lines.error(String.valueOf(e.getMessage()));
    }
    throw lines.error("expect string needs a quoted string");
  }

  private void range(Words words) {
    boolean known = words.take("vector") && words.take("from");
    long start = known ? lines.duration(words.next()) : 0;
    known = known && words.take("to");
    long end = known ? lines.duration(words.next()) : 0;
    known = known && words.take("step");
    if (!known || end < start) {
      throw lines.error("expect range vector needs: from START to END step STEP");
    }
    grid = new Grid(start, end, lines.duration(words.next()));
  }

  private void addRule(Level level, TextMatch match) {
    AnnotationRule rule = annotations.get(level);
    if (rule instanceof AnnotationRule.None) {
      throw lines.error("annotations cannot be expected and forbidden at once");
    }
    List<TextMatch> matches = new ArrayList<>();
    if (rule instanceof AnnotationRule.All all) {
      matches.addAll(all.matches());
    }
    matches.add(match);
    annotations.put(level, new AnnotationRule.All(matches));
  }

  private void forbid(Level level) {
    AnnotationRule rule = annotations.put(level, new AnnotationRule.None());
    if (rule != null && !(rule instanceof AnnotationRule.None)) {
      throw lines.error("annotations cannot be expected and forbidden at once");
    }
  }

  private TextMatch match(String text) {
    if (text.isEmpty()) {
      return new TextMatch.Any();
    } else if (text.startsWith("msg:")) {
      return new TextMatch.Exact(text.substring("msg:".length()).strip());
    } else if (text.startsWith("regex:")) {
      return search(text.substring("regex:".length()).strip());
    }
    throw lines.error("\"" + text + "\" is neither msg:TEXT nor regex:EXPRESSION");
  }

  private TextMatch search(String regex) {
    try {
      return new TextMatch.Search(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw lines.error("\"" + regex + "\" is no regular expression: " + e.getMessage());
    }
  }

  private static @Nullable Double number(String line) {
    try {
      return (double) GoNumbers.parseInt(line);
    } catch (TextFormatException e) {
      try {
        return GoNumbers.parseFloat(line);
      } catch (TextFormatException alsoNoFloat) {
        return null;
      }
    }
  }
}
