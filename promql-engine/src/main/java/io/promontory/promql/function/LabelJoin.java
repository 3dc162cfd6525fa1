package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import java.util.List;

/** {@code label_join}: sets a label to the values of others with a separator between them. */
public final class LabelJoin {
  private final String destination;
  private final String separator;
  private final List<String> sources;

  /**
   * The arguments behind the vector, in order.
   *
   * @throws QueryException if a name cannot be a label
   */
  public LabelJoin(String destination, String separator, List<String> sources) {
    sources.forEach(
        source -> LabelArguments.check(source, "invalid source label name in label_join(): "));
    LabelArguments.check(destination, "invalid destination label name in label_join(): ");
    this.destination = destination;
    this.separator = separator;
    this.sources = List.copyOf(sources);
  }

  public String destination() {
    return destination;
  }

  /**
   * The labels with the values joined.
   *
   * @throws QueryException if the value is too long
   */
  public Labels apply(Labels labels) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      value.append(i == 0 ? "" : separator).append(labels.getOrEmpty(sources.get(i)));
      if (value.length() > LabelLength.MOST) {
        throw LabelLength.exceeded("label_join", destination);
      }
    }
    return labels.with(destination, value.toString());
  }
}
