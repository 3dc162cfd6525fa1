package io.promontory.it.bench.archive;

import static io.promontory.it.bench.race.Contender.PROMETHEUS;
import static io.promontory.it.bench.race.Contender.VICTORIA_METRICS;

import io.promontory.it.bench.race.Questions;
import io.promontory.it.bench.race.Race;
import java.util.List;

/**
 * {@code ./dev bench archive million}: a million series in one aggregation, with a heap of 512 MiB.
 */
final class MillionBench {
  private static final int ROUNDS = 3;

  private MillionBench() {}

  static void run(int series) throws Exception {
    MillionData data = MillionData.of(series);
    try (Arena arena = Arena.open("million", data, "512m")) {
      Race race = new Race("million", arena.contenders(), ROUNDS);
      long end = data.endSeconds();
      List<String> both = List.of(PROMETHEUS, VICTORIA_METRICS);
      race.run(
          Questions.instant("sum_by_instant", "sum by(job)(m)", end, both),
          Questions.range("sum_by_range_60s", "sum by(job)(m)", end, 60, 15, both),
          Questions.range(
              "sum_by_rate_range_60s",
              "sum by(job)(rate(m[1m]))",
              end,
              30,
              15,
              List.of(PROMETHEUS)));
      arena.printMemory();
    }
  }
}
