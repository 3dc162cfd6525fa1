package io.promontory.series.relabel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relabelling rule as it is written; {@link Relabeling#of} checks it.
 *
 * @param sourceLabels labels whose values are joined; null where the rule does not name any
 * @param separator between these values
 * @param regex for the joined values, or for the names of labels; null where none is written, which
 *     is {@code (.*)}
 * @param modulus unsigned
 * @param action null where it is written as nothing
 */
public record RelabelConfig(
    @Nullable List<String> sourceLabels,
    String separator,
    @Nullable String regex,
    long modulus,
    String targetLabel,
    String replacement,
    @Nullable RelabelAction action) {
  public static final String SEPARATOR = ";";
  public static final String REPLACEMENT = "$1";

  /** The rule that says nothing: every key has its default. */
  public static final RelabelConfig DEFAULT =
      new RelabelConfig(null, SEPARATOR, null, 0, "", REPLACEMENT, RelabelAction.REPLACE);

  public RelabelConfig {
    sourceLabels = sourceLabels == null ? null : List.copyOf(sourceLabels);
  }

  List<String> sources() {
    return sourceLabels == null ? List.of() : sourceLabels;
  }
}
