package io.promontory.rules.unittest;

import io.promontory.rules.file.LabelChecks;
import io.promontory.rules.unittest.TestFile.AlertTest;
import io.promontory.rules.unittest.TestFile.Case;
import io.promontory.rules.unittest.TestFile.ExpectedAlert;
import io.promontory.rules.unittest.TestFile.ExpectedSample;
import io.promontory.rules.unittest.TestFile.ExpressionTest;
import io.promontory.rules.unittest.TestFile.InputSeries;
import io.promontory.rules.yaml.Fields;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads files of tests; keys that are not known are refused. */
public final class TestFileReader {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Set<String> TOP =
      Set.of("rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare");
  private static final Set<String> CASE =
      Set.of(
          "interval",
          "input_series",
          "alert_rule_test",
          "promql_expr_test",
          "external_labels",
          "external_url",
          "name",
          "start_timestamp");
  private static final Set<String> SERIES = Set.of("series", "values");
  private static final Set<String> ALERT = Set.of("eval_time", "alertname", "exp_alerts");
  private static final Set<String> EXPECTED_ALERT = Set.of("exp_labels", "exp_annotations");
  private static final Set<String> EXPRESSION = Set.of("expr", "eval_time", "exp_samples");
  private static final Set<String> SAMPLE = Set.of("labels", "value", "histogram");

  private TestFileReader() {}

  /**
   * Reads a text.
   *
   * @throws TestFileException if it is no file of tests
   */
  public static TestFile read(String text) throws TestFileException {
    try {
      Node root = YamlText.firstDocument(text);
      return root == null
          ? new TestFile(List.of(), MINUTE, List.of(), false, List.of())
          : file(new Fields(root, "a test file", TOP));
    } catch (YamlException e) {
      throw new TestFileException(e.position() + ": " + e.getMessage());
    } catch (TextFormatException e) {
      throw new TestFileException(String.valueOf(e.getMessage()));
    }
  }

  private static TestFile file(Fields fields) throws YamlException, TestFileException {
    Duration interval = orElse(fields.duration("evaluation_interval"), MINUTE);
    List<String> order = texts(fields, "group_eval_order");
    Set<String> seen = new HashSet<>();
    for (String group : order) {
      if (!seen.add(group)) {
        throw new TestFileException("group name repeated in evaluation order: " + group);
      }
    }
    List<Case> cases = new ArrayList<>();
    for (Node node : fields.list("tests")) {
      cases.add(testCase(new Fields(node, "a test", CASE), interval));
    }
    boolean fuzzy = isTrue(fields, "fuzzy_compare");
    return new TestFile(texts(fields, "rule_files"), interval, order, fuzzy, cases);
  }

  private static Case testCase(Fields fields, Duration interval)
      throws YamlException, TestFileException {
    List<InputSeries> series = new ArrayList<>();
    for (Node node : fields.list("input_series")) {
      Fields one = new Fields(node, "a series", SERIES);
      series.add(new InputSeries(one.text("series"), one.text("values")));
    }
    List<AlertTest> alerts = new ArrayList<>();
    for (Node node : fields.list("alert_rule_test")) {
      alerts.add(alertTest(new Fields(node, "a test of an alert", ALERT)));
    }
    List<ExpressionTest> expressions = new ArrayList<>();
    for (Node node : fields.list("promql_expr_test")) {
      expressions.add(expressionTest(new Fields(node, "a test of an expression", EXPRESSION)));
    }
    String start = fields.text("start_timestamp");
    return new Case(
        fields.text("name"),
        orElse(fields.duration("interval"), interval),
        start.isEmpty() ? Instant.EPOCH : ApiTimes.parse(start),
        series,
        alerts,
        expressions,
        Labels.of(fields.texts("external_labels")),
        fields.text("external_url"));
  }

  private static AlertTest alertTest(Fields fields) throws YamlException {
    List<ExpectedAlert> expected = new ArrayList<>();
    for (Node node : fields.list("exp_alerts")) {
      Fields one = new Fields(node, "an expected alert", EXPECTED_ALERT);
      expected.add(
          new ExpectedAlert(
              Labels.of(one.texts("exp_labels")),
              LabelChecks.withEmptyTexts(one.texts("exp_annotations"))));
    }
    Duration at = orElse(fields.duration("eval_time"), Duration.ZERO);
    return new AlertTest(at, fields.text("alertname"), expected);
  }

  private static ExpressionTest expressionTest(Fields fields) throws YamlException {
    List<ExpectedSample> expected = new ArrayList<>();
    for (Node node : fields.list("exp_samples")) {
      Fields one = new Fields(node, "an expected sample", SAMPLE);
      expected.add(new ExpectedSample(one.text("labels"), number(one), one.text("histogram")));
    }
    Duration at = orElse(fields.duration("eval_time"), Duration.ZERO);
    return new ExpressionTest(at, fields.text("expr"), expected);
  }

  /** A float as YAML writes it; the other notations of infinity and of no number are texts. */
  private static double number(Fields fields) throws YamlException {
    String text = fields.text("value").toLowerCase(Locale.ROOT);
    switch (text) {
      case "" -> {
        return 0;
      }
      case ".inf", "+.inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-.inf" -> {
        return Double.NEGATIVE_INFINITY;
      }
      case ".nan" -> {
        return Double.NaN;
      }
      default -> {
        try {
          double value = GoNumbers.parseFloat(text);
          if (Double.isFinite(value)) {
            return value;
          }
        } catch (TextFormatException e) {
          // said below
        }
        throw new YamlException(
            fields.position("value"),
            "value must be a number, found \"" + text + "\"; infinity is written .inf");
      }
    }
  }

  private static boolean isTrue(Fields fields, String key) throws YamlException {
    String text = fields.text(key).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true", "yes", "on", "y" -> true;
      case "", "false", "no", "off", "n" -> false;
      default -> throw new YamlException(fields.position(key), key + " must be true or false");
    };
  }

  private static List<String> texts(Fields fields, String key) throws YamlException {
    List<String> texts = new ArrayList<>();
    for (Node node : fields.list(key)) {
      if (!(node instanceof ScalarNode scalar)) {
        throw new YamlException(
            YamlText.position(node), key + " must hold texts, found " + YamlText.describe(node));
      }
      texts.add(scalar.getValue());
    }
    return texts;
  }

  private static Duration orElse(@Nullable Duration duration, Duration other) {
    return duration == null || duration.isZero() ? other : duration;
  }
}
