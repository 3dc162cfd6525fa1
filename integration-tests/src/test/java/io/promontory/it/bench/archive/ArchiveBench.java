package io.promontory.it.bench.archive;

import static io.promontory.it.bench.race.Contender.PROMETHEUS;
import static io.promontory.it.bench.race.Contender.VICTORIA_METRICS;

import io.promontory.it.bench.data.CounterData;
import io.promontory.it.bench.race.Questions;
import io.promontory.it.bench.race.Race;
import java.util.List;

/**
 * {@code ./dev bench archive}: 100 000 series × 65 min at 15 s in one block, warm. Promontory reads
 * it from a bucket in a folder with a heap of 256 MiB, Prometheus from its data folder,
 * VictoriaMetrics has the same samples. VictoriaMetrics extrapolates rates and increases in another
 * way: these are held equal to Prometheus' alone.
 *
 * <p>Arguments: {@code [series [rounds]]}, 100000 and 7 where absent; {@code million [series]} for
 * {@link MillionBench}, {@code cold} for {@link ColdBench}, {@code start [blocks]} for {@link
 * CatalogueStartBench}.
 */
public final class ArchiveBench {
  private static final String HEAP = "256m";
  private static final int HOUR = 3600;

  private ArchiveBench() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("million")) {
      MillionBench.run(args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000);
      return;
    }
    if (args.length > 0 && args[0].equals("cold")) {
      ColdBench.run();
      return;
    }
    if (args.length > 0 && args[0].equals("start")) {
      CatalogueStartBench.run(args.length > 1 ? Integer.parseInt(args[1]) : 10_000);
      return;
    }
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    CounterData data = CounterData.of(series);
    try (Arena arena = Arena.open("archive", data, HEAP)) {
      Race race = new Race("archive", arena.contenders(), rounds);
      long end = data.endSeconds();
      List<String> both = List.of(PROMETHEUS, VICTORIA_METRICS);
      List<String> one = List.of(PROMETHEUS);
      String rate = "sum by(job)(rate(m_total[5m]))";
      String top = "topk(5, sum by(path)(rate(m_total[1m])))";
      race.run(
          Questions.range("sum_by_rate_step60", rate, end, HOUR, 60, one),
          Questions.range("sum_by_rate_step15", rate, end, HOUR, 15, one),
          Questions.range(
              "sum_by_increase_30m", "sum by(job)(increase(m_total[30m]))", end, 1800, 15, one),
          Questions.range("count_step60", "count(m_total)", end, HOUR, 60, both),
          Questions.range("max_by_path_step60", "max by(path)(m_total)", end, HOUR, 60, both),
          Questions.range("topk_sum_by_rate_1m", top, end, HOUR, 60, one));
      arena.printMemory();
    }
  }
}
