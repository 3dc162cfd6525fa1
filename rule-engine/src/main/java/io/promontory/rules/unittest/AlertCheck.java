package io.promontory.rules.unittest;

import io.promontory.rules.unittest.TestFile.AlertTest;
import io.promontory.rules.unittest.TestFile.ExpectedAlert;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoDurations;
import java.util.Comparator;
import java.util.List;

/** Compares alerts that fire with those expected, in any order. */
final class AlertCheck {
  private static final Comparator<ExpectedAlert> ORDER =
      Comparator.comparing(ExpectedAlert::labels).thenComparing(ExpectedAlert::annotations);

  private final String test;

  /**
   * @param test its name, or an empty text
   */
  AlertCheck(String test) {
    this.test = test;
  }

  /** What is wrong, as one text, or nothing. */
  List<String> check(AlertTest expected, List<ExpectedAlert> firing) {
    List<ExpectedAlert> want =
        expected.expected().stream()
            .map(one -> named(one, expected.alert()))
            .sorted(ORDER)
            .toList();
    List<ExpectedAlert> have = firing.stream().sorted(ORDER).toList();
    if (want.equals(have)) {
      return List.of();
    }
    return List.of(
        (test.isEmpty() ? "" : "    name: " + test + ",\n")
            + "    alertname: "
            + expected.alert()
            + ", time: "
            + GoDurations.print(expected.at().toNanos())
            + ", \n        exp:"
            + text(want)
            + ", \n        got:"
            + text(have));
  }

  private static ExpectedAlert named(ExpectedAlert alert, String name) {
    return new ExpectedAlert(alert.labels().with("alertname", name), alert.annotations());
  }

  private static String text(List<ExpectedAlert> alerts) {
    if (alerts.isEmpty()) {
      return "[]";
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < alerts.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n");
      text.append("            ").append(i).append(':');
      line(text, "Labels:", alerts.get(i).labels());
      line(text, "Annotations:", alerts.get(i).annotations());
    }
    return text.append("\n            ]").toString();
  }

  private static void line(StringBuilder text, String name, Labels labels) {
    text.append("\n              ").append(name).append(labels);
  }
}
