package io.promontory.it.bench.archive;

import static io.promontory.it.bench.race.Contender.PROMETHEUS;
import static io.promontory.it.bench.race.Contender.VICTORIA_METRICS;

import io.promontory.it.bench.race.Questions;
import io.promontory.it.bench.race.Race;
import java.util.List;

/**
 * {@code ./dev bench magma}: {@code count({__name__=~".+"})} over 105 000 series of 350 metrics, a
 * day at 60 s in one block of 24 h, as compaction leaves it. Promontory has a heap of 512 MiB.
 * Prometheus refuses what loads more than 50 million samples.
 *
 * <p>Arguments: {@code [series [rounds]]}, 105000 and 5 where absent.
 */
public final class MagmaBench {
  private static final int HOUR = 3600;
  private static final String COUNT = "count({__name__=~\".+\"})";

  private MagmaBench() {}

  public static void main(String[] args) throws Exception {
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 105_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    MagmaData data = MagmaData.of(series);
    try (Arena arena = Arena.open("magma", data, "512m")) {
      Race counts = new Race("magma", arena.contenders(), rounds);
      Race labels = new Race("magma-labels", arena.contenders(), rounds);
      counts(counts, data);
      labels(labels, data);
      arena.printMemory();
    }
  }

  private static void counts(Race race, MagmaData data) {
    long end = data.endSeconds();
    List<String> both = List.of(PROMETHEUS, VICTORIA_METRICS);
    race.run(
        Questions.range("count_1m_step15", COUNT, end, 60, 15, both),
        Questions.range("count_1h_step15", COUNT, end, HOUR, 15, both),
        Questions.range("count_6h_step60", COUNT, end, 6 * HOUR, 60, both),
        Questions.range("count_12h_step60", COUNT, end, 12 * HOUR, 60, both),
        Questions.range("count_1d_step300", COUNT, end, 24 * HOUR, 300, both),
        Questions.range("count_1d_step60", COUNT, end, 24 * HOUR, 60, both));
  }

  private static void labels(Race race, MagmaData data) {
    long start = data.startMs() / 1000;
    long end = data.endSeconds();
    List<String> both = List.of(PROMETHEUS, VICTORIA_METRICS);
    String values = "/api/v1/label/instance/values";
    String one = "metric_7";
    String many = "{__name__=~\"metric_1.*\"}";
    race.run(
        Questions.labels("labels", "/api/v1/labels", null, start, end, both),
        Questions.labels("labels_one_metric", "/api/v1/labels", one, start, end, both),
        Questions.labels("labels_many_metrics", "/api/v1/labels", many, start, end, both),
        Questions.labels("values", values, null, start, end, both),
        Questions.labels("values_one_metric", values, one, start, end, both),
        Questions.labels("values_many_metrics", values, many, start, end, both));
  }
}
