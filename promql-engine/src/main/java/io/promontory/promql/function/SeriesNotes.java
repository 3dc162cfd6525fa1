package io.promontory.promql.function;

import io.promontory.promql.ast.Span;
import io.promontory.series.labels.Labels;

/** Annotates the first argument of a call, with each note at most once for each series. */
final class SeriesNotes {
  private final CallSite site;
  private Labels labels = Labels.EMPTY;
  private int made;

  SeriesNotes(CallSite site) {
    this.site = site;
  }

  /** A new series follows. */
  void begin(Labels newLabels) {
    labels = newLabels;
    made = 0;
  }

  void add(RangeNote note) {
    int bit = 1 << note.ordinal();
    if ((made & bit) != 0) {
      return;
    }
    made |= bit;
    String text = note.text.apply(labels.metricName());
    Span position = site.argument(0);
    if (note.warning) {
      site.annotations().warning(text, position);
    } else {
      site.annotations().info(text, position);
    }
  }
}
