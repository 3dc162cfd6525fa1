package io.promontory.it.differential.generated;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Seeded choices. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** 0 up to, not including, a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Something with a weight. */
  record Option(int weight, Supplier<String> text) {}

  /** One of them, by weight. */
  String weighted(List<Option> options) {
    int total = options.stream().mapToInt(Option::weight).sum();
    int at = random.nextInt(total);
    for (Option option : options) {
      at -= option.weight();
      if (at < 0) {
        return option.text().get();
      }
    }
    throw new AssertionError("weights of " + total);
  }
}
