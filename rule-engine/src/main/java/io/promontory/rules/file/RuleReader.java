package io.promontory.rules.file;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.rules.template.AlertTemplate;
import io.promontory.rules.yaml.Fields;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.YamlException;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoStrings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the rules of one group. */
final class RuleReader {
  private static final Set<String> KEYS =
      Set.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final FeatureFlags features;
  private final boolean strict;
  private final String group;
  private final RuleProblems problems;

  RuleReader(FeatureFlags features, boolean strict, String group, RuleProblems problems) {
    this.features = features;
    this.strict = strict;
    this.group = group;
    this.problems = problems;
  }

  /** The rule, or null where it is not good and a problem says so; {@code number} from 1. */
  @Nullable Rule read(Node node, int number) throws YamlException {
    Fields fields = new Fields(node, "a rule", KEYS, strict);
    String record = fields.text("record");
    String alert = fields.text("alert");
    String name = alert.isEmpty() ? record : alert;
    String whose = "group \"" + group + "\", rule " + number + ", " + GoStrings.quote(name);
    Position start = fields.position("");
    if (!record.isEmpty() && !alert.isEmpty()) {
      problems.at(
          fields.position("alert"), whose + ": has both \"record\" and \"alert\"; keep one");
    } else if (name.isEmpty()) {
      problems.at(start, whose + ": needs the key \"record\" or \"alert\"");
    }
    Expr expr = expression(fields, whose);
    Labels labels = LabelChecks.labels(fields, "labels", whose, problems);
    Labels annotations = LabelChecks.annotations(fields, whose, problems);
    Duration holdFor = orZero(fields.duration("for"));
    Duration keepFiringFor = orZero(fields.duration("keep_firing_for"));
    if (!record.isEmpty()) {
      recording(fields, whose, record, holdFor, keepFiringFor, annotations);
      return expr == null ? null : new Rule.Recording(record, expr, labels);
    }
    templates(fields, "labels", labels, whose + ": label");
    templates(fields, "annotations", annotations, whose + ": annotation");
    return expr == null
        ? null
        : new Rule.Alerting(alert, expr, holdFor, keepFiringFor, labels, annotations);
  }

  private void recording(
      Fields fields,
      String whose,
      String record,
      Duration holdFor,
      Duration keepFiringFor,
      Labels annotations) {
    if (!holdFor.isZero()) {
      alertsOnly(fields, "for", whose);
    }
    if (!keepFiringFor.isZero()) {
      alertsOnly(fields, "keep_firing_for", whose);
    }
    if (!annotations.isEmpty()) {
      alertsOnly(fields, "annotations", whose);
    }
    if (record.contains("{") || record.contains("}")) {
      problems.at(
          fields.position("record"),
          whose + ": a recorded metric's name has no braces; labels go under \"labels\"");
    }
  }

  private void alertsOnly(Fields fields, String key, String whose) {
    problems.at(fields.position(key), whose + ": only an alert has the key \"" + key + "\"");
  }

  private @Nullable Expr expression(Fields fields, String whose) throws YamlException {
    String text = fields.text("expr");
    if (text.isEmpty()) {
      problems.at(fields.position("expr"), whose + ": needs the key \"expr\"");
      return null;
    }
    try {
      return PromQlParser.parse(text, features);
    } catch (ParseException e) {
      problems.at(fields.position("expr"), whose + ": " + e.getMessage());
      return null;
    }
  }

  private void templates(Fields fields, String key, Labels texts, String whose) {
    for (int i = 0; i < texts.size(); i++) {
      String problem = AlertTemplate.problem(texts.value(i));
      if (!problem.isEmpty()) {
        problems.at(
            fields.position(key), whose + " \"" + texts.name(i) + "\": template: " + problem);
      }
    }
  }

  private static Duration orZero(@Nullable Duration duration) {
    return duration == null ? Duration.ZERO : duration;
  }
}
