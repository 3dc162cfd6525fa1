package io.promontory.promql.function;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Span;
import io.promontory.series.labels.Labels;

/**
 * Annotates the first argument of a call, or a selector, with each note at most once for each
 * series.
 */
final class SeriesNotes {
  private final Annotations annotations;
  private final Span position;
  private Labels labels = Labels.EMPTY;
  private int made;

  SeriesNotes(CallSite site) {
    this(site.annotations(), site.call().args().isEmpty() ? Span.NONE : site.argument(0));
  }

  SeriesNotes(Annotations annotations, Span position) {
    this.annotations = annotations;
    this.position = position;
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
    if (note.warning) {
      annotations.warning(text, position);
    } else {
      annotations.info(text, position);
    }
  }
}
