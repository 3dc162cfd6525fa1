package io.promontory.rules.unittest;

import io.promontory.rules.unittest.TestFile.AlertTest;
import io.promontory.rules.unittest.TestFile.ExpectedAlert;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares alerts that fire with those expected, in any order. */
final class AlertCheck {
  private static final Comparator<ExpectedAlert> ORDER =
      Comparator.comparing(ExpectedAlert::labels).thenComparing(ExpectedAlert::annotations);

  private final String test;
  private final boolean differences;

  /**
   * @param test its name, or an empty text
   * @param differences whether to tell line by line what differs
   */
  AlertCheck(String test, boolean differences) {
    this.test = test;
    this.differences = differences;
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
            + (differences
                ? ", \n        diff (- exp, + got):\n            " + difference(want, have)
                : ", \n        exp:" + text(want) + ", \n        got:" + text(have)));
  }

  private static String difference(List<ExpectedAlert> want, List<ExpectedAlert> have) {
    return String.join("\n            ", LineDifference.between(lines(want), lines(have)));
  }

  /** A line for each label and annotation. */
  private static List<String> lines(List<ExpectedAlert> alerts) {
    List<String> lines = new ArrayList<>();
    for (ExpectedAlert alert : alerts) {
      lines.add("alert");
      lines(lines, "labels", alert.labels());
      lines(lines, "annotations", alert.annotations());
    }
    return lines;
  }

  private static void lines(List<String> lines, String what, Labels labels) {
    lines.add("  " + what);
    labels
        .toMap()
        .forEach((name, value) -> lines.add("    " + name + "=" + GoStrings.quote(value)));
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
