package io.promontory.promql.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ways a plan is made cheaper without changing the values of its answer. Each can be switched
 * off by its {@link #text}.
 */
public enum Optimisation {
  /**
   * Aggregations are left to stores that evaluate them, where that is exact; whole expressions to
   * those whose own answer counts.
   */
  PUSHDOWN("pushdown"),

  /** Of evaluating there and reading samples, that is done which a store bills less. */
  LEAST_COST("least-cost"),

  /** Arithmetic of numbers is done once, by the planner. */
  CONSTANT_FOLDING("constant-folding"),

  /**
   * An equality that one side of a binary operation demands is asked of the other side too.
   * Warnings and infos about series that are not read for that reason are lost.
   */
  MATCHER_PROPAGATION("matcher-propagation"),

  /** A store is asked for exactly the time that the windows of a selector can see. */
  TIGHT_TIME_RANGES("tight-time-ranges"),

  /** Where only counts and sums of native histograms are looked at, buckets are not unpacked. */
  COUNTS_WITHOUT_BUCKETS("counts-without-buckets"),

  /** Below an aggregation, labels that it does not look at are left as they are. */
  LABEL_PROJECTION("label-projection"),

  /** What occurs several times in an expression is evaluated once. */
  COMMON_SUBEXPRESSIONS("common-subexpressions"),

  /** Selectors whose series are among those of another one share its read. */
  MERGED_SELECTORS("merged-selectors");

  public static final Set<Optimisation> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(Optimisation.class));

  private final String text;

  Optimisation(String text) {
    this.text = text;
  }

  /** The name of the switch, stable across releases. */
  public String text() {
    return text;
  }

  /** The optimisation with this {@link #text}, if there is one. */
  public static Optional<Optimisation> of(String text) {
    return ALL.stream().filter(one -> one.text.equals(text)).findFirst();
  }

  /** The {@link #text} of each. */
  public static List<String> names() {
    return ALL.stream().map(Optimisation::text).toList();
  }

  /**
   * All but some, by their {@link #text}.
   *
   * @throws IllegalArgumentException where there is no such optimisation
   */
  public static Set<Optimisation> allButNamed(Collection<String> off) {
    return allBut(
        off.stream()
            .map(
                name ->
                    of(name)
                        .orElseThrow(
                            () -> new IllegalArgumentException("no optimisation \"" + name + "\"")))
            .collect(Collectors.toSet()));
  }

  /** All but some. */
  public static Set<Optimisation> allBut(Set<Optimisation> off) {
    EnumSet<Optimisation> on = EnumSet.allOf(Optimisation.class);
    on.removeAll(off);
    return Collections.unmodifiableSet(on);
  }
}
