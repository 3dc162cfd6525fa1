package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.stream.Collectors;

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

  public Labels apply(Labels labels) {
    return labels.with(
        destination,
        sources.stream().map(labels::getOrEmpty).collect(Collectors.joining(separator)));
  }
}
