package io.promontory.series.chunk;

import java.util.Random;

/** Random samples of the shapes that metrics have, and of shapes that they do not have. */
final class ChunkPatterns {
  private ChunkPatterns() {}

  static void fill(Random random, long[] times, double[] values) {
    int jitter = 1 << random.nextInt(24);
    boolean regular = random.nextBoolean();
    int shape = random.nextInt(6);
    long time = random.nextLong(-(1L << 45), 1L << 45);
    double value = random.nextInt(1_000_000);
    for (int i = 0; i < times.length; i++) {
      times[i] = time;
      values[i] = value;
      time += 1 + (regular ? 14_999 : random.nextInt(jitter));
      if (random.nextInt(40) == 0) {
        time += random.nextLong(1L << random.nextInt(1, 40));
      }
      value = next(random, shape, value);
    }
  }

  private static double next(Random random, int shape, double value) {
    return switch (shape) {
      case 0 -> value;
      case 1 -> random.nextInt(8) == 0 ? StaleMarker.VALUE : value + 1;
      case 2 -> value + random.nextInt(200);
      case 3 -> random.nextInt(10_000) / 100.0;
      case 4 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextInt(5) == 0 ? random.nextDouble() : value;
    };
  }
}
