package io.promontory.promql.promqltest;

import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.promqltest.Expected.AnnotationRule;
import io.promontory.promql.promqltest.Expected.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the annotations of an answer, without their positions and details, with a script's. */
final class AnnotationCheck {
  private AnnotationCheck() {}

  /** What is wrong, or null. */
  static @Nullable String check(Expected expected, QueryResult result) {
    String wrong = check("warning", expected.annotations().get(Level.WARNING), result.warnings());
    return wrong != null
        ? wrong
        : check("info", expected.annotations().get(Level.INFO), result.infos());
  }

  private static @Nullable String check(
      String level, @Nullable AnnotationRule rule, List<String> annotations) {
    List<String> said = annotations.stream().map(AnnotationCheck::withoutDetails).toList();
    return switch (rule) {
      case null -> null;
      case AnnotationRule.None _ -> said.isEmpty() ? null : "unexpected " + level + ": " + said;
      case AnnotationRule.Some _ -> said.isEmpty() ? "no " + level : null;
      case AnnotationRule.All all -> all(level, all.matches(), said);
    };
  }

  private static @Nullable String all(String level, List<TextMatch> matches, List<String> said) {
    for (TextMatch match : matches) {
      if (said.stream().noneMatch(match::test)) {
        return "no " + level + " " + match + " among " + said;
      }
    }
    for (String text : said) {
      if (matches.stream().noneMatch(match -> match.test(text))) {
        return "unexpected " + level + ": " + text;
      }
    }
    return null;
  }

  /** Cuts the position and the figures of merged annotations. */
  private static String withoutDetails(String annotation) {
    int end = annotation.length();
    if (annotation.endsWith(")")) {
      end = Math.max(0, annotation.lastIndexOf(" ("));
    }
    String text = annotation.substring(0, end);
    for (String details : List.of(", from buckets ", " occurrences)")) {
      int figures = text.indexOf(details);
      if (figures >= 0) {
        text = text.substring(0, details.endsWith(")") ? text.lastIndexOf(" (") : figures);
      }
    }
    return text;
  }
}
