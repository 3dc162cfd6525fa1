package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A consumer that copies what it is given, to be looked at by the query's thread and then used
 * again.
 */
final class SeriesBatch implements SeriesConsumer {
  private final int steps;
  private final Runnable onColumn;
  private final List<Labels> labels = new ArrayList<>();
  private final List<StepColumn> columns = new ArrayList<>();
  private boolean[] dropped = new boolean[64];

  /**
   * @param onColumn called before a column is made
   */
  SeriesBatch(int steps, Runnable onColumn) {
    this.steps = steps;
    this.onColumn = onColumn;
  }

  @Override
  public void accept(Labels seriesLabels, boolean nameDropped, StepColumn column) {
    int row = labels.size();
    labels.add(seriesLabels);
    if (row == columns.size()) {
      onColumn.run();
      columns.add(new StepColumn(steps));
    }
    columns.get(row).copyFrom(column);
    if (row == dropped.length) {
      dropped = Arrays.copyOf(dropped, row * 2);
    }
    dropped[row] = nameDropped;
  }

  int size() {
    return labels.size();
  }

  Labels labels(int row) {
    return labels.get(row);
  }

  boolean nameDropped(int row) {
    return dropped[row];
  }

  StepColumn column(int row) {
    return columns.get(row);
  }

  /** Forgets the series and keeps the columns for new ones. */
  void clear() {
    labels.clear();
  }
}
