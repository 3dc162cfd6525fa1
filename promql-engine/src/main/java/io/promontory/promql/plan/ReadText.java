package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoStrings;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The lines of an explanation about selections and reads. */
final class ReadText {
  private ReadText() {}

  static ExplainNode selection(Plan plan, int index) {
    Selection selection = plan.selections().get(index);
    SelectRequest request = selection.request();
    List<Matcher> filter = selection.filter(plan.reads());
    return ExplainNode.leaf(
        "selection " + index,
        selector(request.matchers())
            + " "
            + range(request)
            + ", from read "
            + selection.read()
            + (filter.isEmpty() ? "" : " where " + selector(filter)));
  }

  static ExplainNode read(Plan plan, int index) {
    SelectRequest request = plan.reads().get(index);
    return ExplainNode.leaf(
        "read " + index,
        selector(request.matchers()) + " " + range(request) + hints(request.hints()));
  }

  /** What is asked of one that evaluates. */
  static ExplainNode part(PushedPart part) {
    return ExplainNode.leaf(
        "store " + GoStrings.quote(part.part().store()),
        part.query().expression()
            + (part.added().isEmpty() ? "" : ", results get " + part.added()));
  }

  static String selector(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "{", "}"));
  }

  static String range(SelectRequest request) {
    return time(request.minTime()) + " to " + time(request.maxTime());
  }

  private static String hints(SelectHints hints) {
    StringJoiner out = new StringJoiner(", ", "; ", "").setEmptyValue("");
    if (hints.stepMs() > 0) {
      out.add("step " + duration(hints.stepMs()));
    }
    if (hints.rangeMs() > 0) {
      out.add("range " + duration(hints.rangeMs()));
    }
    if (!hints.func().isEmpty()) {
      out.add("for " + hints.func());
    }
    if (hints.by() || !hints.grouping().isEmpty()) {
      out.add((hints.by() ? "by (" : "without (") + String.join(", ", hints.grouping()) + ")");
    }
    switch (hints.buckets()) {
      case READ -> {}
      case DROPPED -> out.add("drops buckets");
      case SKIPPED -> out.add("skips buckets");
    }
    return out.toString();
  }

  /** As PromQL writes it. */
  static String duration(long ms) {
    return (ms < 0 ? "-" : "") + GoDurations.print(Math.abs(ms) * 1_000_000);
  }

  static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }

  static String steps(StepGrid grid) {
    if (grid.startMs() == grid.endMs()) {
      return "at " + time(grid.startMs());
    }
    return grid.count() + " steps of " + duration(grid.stepMs()) + " from " + time(grid.startMs());
  }
}
