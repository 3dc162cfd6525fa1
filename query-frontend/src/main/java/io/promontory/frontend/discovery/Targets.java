package io.promontory.frontend.discovery;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source gave.
 *
 * @param problem what is amiss; null where nothing is
 * @param known false where a part of the source was never good, so that there may be more targets
 */
public record Targets(List<Target> targets, @Nullable String problem, boolean known) {
  public static final Targets NONE = of(List.of());

  public Targets {
    targets = List.copyOf(targets);
  }

  static Targets of(List<Target> targets) {
    return new Targets(targets, null, true);
  }

  /** Both together. */
  Targets and(Targets other) {
    String problems =
        Stream.of(this, other)
            .map(Targets::problem)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return new Targets(
        Stream.of(targets, other.targets).flatMap(List::stream).distinct().toList(),
        problems.isEmpty() ? null : problems,
        known && other.known);
  }
}
