package io.promontory.it.bench.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups of ten rules. Four of a group have one selector, the other six one of their own each; all
 * look 20 minutes back, where both servers have the same data.
 */
record RuleSet(int groups, Duration interval) {
  static final int RULES = 10;

  /** How far back all rules look. */
  static final Duration OFFSET = Duration.ofMinutes(20);

  private static final int SHARING = 4;
  private static final int SAMPLED_GROUPS = 10;
  private static final List<String> FORMS =
      List.of(
          "sum by (job) (rate(%s[5m] offset 20m))",
          "max by (job) (%s offset 20m)",
          "count by (job) (%s offset 20m > 500000)",
          "avg(increase(%s[5m] offset 20m))",
          "sum(rate(%s[5m] offset 20m))");

  /** The expression of a rule. */
  static String expression(int group, int rule) {
    int cut = rule < SHARING ? 0 : rule - SHARING + 1;
    String selector = "m_total{p" + cut + "=\"v" + group + "\"}";
    return FORMS.get(rule % FORMS.size()).formatted(selector);
  }

  /** The name of what a rule records. */
  static String record(int rule) {
    return "bench:rule" + rule;
  }

  String yaml() {
    StringBuilder yaml = new StringBuilder("groups:\n");
    for (int group = 0; group < groups; group++) {
      yaml.append(
          "  - name: g%d\n    interval: %ds\n    rules:\n".formatted(group, interval.toSeconds()));
      for (int rule = 0; rule < RULES; rule++) {
        yaml.append(
            "      - {record: '%s', expr: '%s', labels: {g: g%d}}\n"
                .formatted(record(rule), expression(group, rule), group));
      }
    }
    return yaml.toString();
  }

  /** All rules of some groups, which lie all over them. */
  List<int[]> sample() {
    List<int[]> some = new ArrayList<>();
    int sampled = Math.min(groups, SAMPLED_GROUPS);
    for (int i = 0; i < sampled; i++) {
      for (int rule = 0; rule < RULES; rule++) {
        some.add(new int[] {(int) ((long) i * groups / sampled), rule});
      }
    }
    return some;
  }
}
