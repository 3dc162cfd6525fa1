package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code and} and {@code unless}: elements of the left side that have, or have no, partner on the
 * right.
 */
final class SetOperator implements VectorOperator {
  private final VectorOperator left;
  private final VectorOperator right;
  private final MatchKeys keys;
  private final boolean wanted;

  /** With {@code wanted} elements need a partner, else they must have none. */
  SetOperator(VectorOperator left, VectorOperator right, MatchKeys keys, boolean wanted) {
    this.left = left;
    this.right = right;
    this.keys = keys;
    this.wanted = wanted;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    KeyPresence partners = new KeyPresence(keys);
    right.feed(() -> new KeyPresence(keys), partners::addAll);
    PerSeries retain =
        (labels, nameDropped, column, next) -> {
          partners.retain(keys.of(labels), wanted, column.present);
          if (!column.isEmpty()) {
            next.accept(labels, nameDropped, column);
          }
        };
    retain.feed(left, consumers, inOrder);
  }

  /** At which steps there is any series of a key. */
  static final class KeyPresence implements SeriesConsumer {
    private final MatchKeys keys;
    private final Map<Labels, boolean[]> present = new HashMap<>();

    KeyPresence(MatchKeys keys) {
      this.keys = keys;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      add(keys.of(labels), column.present);
    }

    void add(Labels key, boolean[] steps) {
      boolean[] known = present.computeIfAbsent(key, k -> new boolean[steps.length]);
      for (int step = 0; step < steps.length; step++) {
        known[step] |= steps[step];
      }
    }

    void addAll(KeyPresence other) {
      other.present.forEach(this::add);
    }

    /** Leaves only the steps at which there is, or is no, series of the key. */
    void retain(Labels key, boolean wanted, boolean[] steps) {
      boolean[] known = present.get(key);
      for (int step = 0; step < steps.length; step++) {
        steps[step] &= (known != null && known[step]) == wanted;
      }
    }
  }
}
