package io.promontory.it.bench.federation;

import static io.promontory.it.bench.race.Contender.PROMETHEUS;

import io.promontory.it.bench.PeakMemory;
import io.promontory.it.bench.Results;
import io.promontory.it.bench.data.CounterData;
import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.data.Part;
import io.promontory.it.bench.race.Contender;
import io.promontory.it.bench.race.Questions;
import io.promontory.it.bench.race.Race;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./dev bench federation}: four Prometheus servers with 25 000 series each, 65 min at 15 s,
 * and two that scrape the same 25 000 series, one of them with holes; asked as one through
 * Promontory (heap 256 MiB), promxy and Thanos, against one Prometheus that holds all samples. That
 * one's answers are the measure; the peers' are not compared, since they differ where they differ.
 *
 * <p>Arguments: {@code [series [rounds]]}, 100000 and 5 where absent.
 */
public final class FederationBench {
  private static final int SHARDS = 4;
  private static final int HOUR = 3600;
  private static final String HEAP = "256m";
  private static final String RATE = "sum by(job)(rate(m_total[5m]))";

  private FederationBench() {}

  public static void main(String[] args) throws Exception {
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    shards(CounterData.of(series), rounds);
    pair(CounterData.of(series / SHARDS), rounds);
  }

  private static void shards(DataSet all, int rounds) throws Exception {
    try (Fleet fleet = new Fleet()) {
      List<Contender> contenders = new ArrayList<>();
      contenders.add(fleet.contender(PROMETHEUS, fleet.prometheus(all, "shard", "all")));
      List<Fleet.Member> members = new ArrayList<>();
      for (int i = 0; i < SHARDS; i++) {
        members.add(fleet.prometheus(Part.shard(all, i, SHARDS), "shard", "shard-" + i));
      }
      if (Fleet.hasPromxy()) {
        contenders.add(fleet.promxy(members, false));
      }
      if (Fleet.hasThanos()) {
        contenders.add(fleet.thanos(members, "replica"));
      }
      contenders.add(fleet.promontory(members, "", HEAP));
      String bench = "federation_shards";
      long end = all.endSeconds();
      List<String> exact = List.of(PROMETHEUS);
      String quantile = "quantile by(job)(0.9, rate(m_total[5m]))";
      new Race(bench, contenders, rounds)
          .run(
              Questions.range("sum_by_rate_step60", RATE, end, HOUR, 60, exact),
              Questions.range("count_step60", "count(m_total)", end, HOUR, 60, exact),
              Questions.range("quantile_by_rate_step60", quantile, end, HOUR, 60, exact));
      printMemory(bench, contenders);
    }
  }

  private static void pair(DataSet whole, int rounds) throws Exception {
    DataSet holes = Part.replica(whole, "late", 7_300, sample -> sample % 100 > 12);
    try (Fleet fleet = new Fleet()) {
      List<Fleet.Member> members =
          List.of(fleet.prometheus(whole, "replica", "a"), fleet.prometheus(holes, "replica", "b"));
      List<Contender> contenders = new ArrayList<>();
      contenders.add(fleet.contender(PROMETHEUS, members.getFirst()));
      if (Fleet.hasPromxy()) {
        contenders.add(fleet.promxy(members, true));
      }
      if (Fleet.hasThanos()) {
        contenders.add(fleet.thanos(members, "replica"));
      }
      contenders.add(fleet.promontory(members, ", replica_labels: [replica]", HEAP));
      String bench = "federation_pair";
      long end = whole.endSeconds();
      List<String> exact = List.of(PROMETHEUS);
      new Race(bench, contenders, rounds)
          .run(
              Questions.range("sum_by_rate_step60", RATE, end, HOUR, 60, exact),
              Questions.range("count_step60", "count(m_total)", end, HOUR, 60, exact));
      printMemory(bench, contenders);
    }
  }

  private static void printMemory(String bench, List<Contender> contenders) {
    for (Contender contender : contenders) {
      Results.print(
          bench, "peak_rss", contender.name(), PeakMemory.mebibytes(contender.pid()), "MiB");
    }
  }
}
