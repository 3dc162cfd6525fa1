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
  private final SampleMemory memory;

  /** With {@code wanted} elements need a partner, else they must have none. */
  SetOperator(
      VectorOperator left,
      VectorOperator right,
      MatchKeys keys,
      boolean wanted,
      SampleMemory memory) {
    this.left = left;
    this.right = right;
    this.keys = keys;
    this.wanted = wanted;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    KeyPresence partners = new KeyPresence(keys);
    long[] held = {0};
    right.feed(
        () -> new KeyPresence(keys),
        some -> {
          long more = partners.addAll(some);
          memory.hold(more);
          held[0] += more;
        });
    PerSeries retain =
        (labels, nameDropped, column, next) -> {
          partners.retain(keys.of(labels), wanted, column.present);
          if (!column.isEmpty()) {
            next.accept(labels, nameDropped, column);
          }
        };
    retain.feed(left, consumers, inOrder);
    memory.release(held[0]);
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
      boolean[] known = present.get(key);
      if (known == null) {
        present.put(key, steps.clone());
      } else {
        mark(known, steps);
      }
    }

    private static void mark(boolean[] known, boolean[] steps) {
      for (int step = 0; step < steps.length; step++) {
        known[step] |= steps[step];
      }
    }

    /**
     * Takes over what another one knows, which is not used any more.
     *
     * @return how many floats the memory is worth that this takes
     */
    long addAll(KeyPresence other) {
      long more = 0;
      for (Map.Entry<Labels, boolean[]> entry : other.present.entrySet()) {
        boolean[] known = present.putIfAbsent(entry.getKey(), entry.getValue());
        if (known == null) {
          more += 1L + entry.getValue().length / 16;
        } else {
          mark(known, entry.getValue());
        }
      }
      return more;
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
