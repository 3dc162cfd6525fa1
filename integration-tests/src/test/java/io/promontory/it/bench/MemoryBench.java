package io.promontory.it.bench;

import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@code ./dev bench memory}: how far the heap rises above idle while {@code sum by} runs over 100
 * 000 series and 241 steps. The young generation is kept at 8 MiB, so that hardly any of the rise
 * is garbage; what remains of it counts too.
 */
public final class MemoryBench {
  private static final int SERIES = 100_000;
  private static final int SAMPLES = 260;
  private static final long INTERVAL_MS = 15_000;
  private static final long END_MS = (SAMPLES - 1) * INTERVAL_MS;

  private MemoryBench() {}

  public static void main(String[] args) {
    MemoryStore store = store();
    try (Engine engine = new Engine(EngineOptions.defaults())) {
      for (String query :
          new String[] {"sum by(job)(rate(m_total[5m]))", "sum by(code)(m_total)"}) {
        measure(engine, store, query);
        measure(engine, store, query);
      }
    }
  }

  private static void measure(Engine engine, MemoryStore store, String text) {
    System.gc();
    long idle = used(false);
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    QueryResult result =
        engine.run(
            store,
            Query.range(text, END_MS - 3_600_000, END_MS, INTERVAL_MS),
            QueryContext.unbounded());
    long peak = used(true);
    if (!(result.value() instanceof QueryValue.Matrix matrix) || matrix.series().isEmpty()) {
      throw new IllegalStateException(text + " has no answer");
    }
    Results.print("memory", text.replace(" ", ""), "idle", idle / 1048576.0, "MiB");
    Results.print("memory", text.replace(" ", ""), "rise", (peak - idle) / 1048576.0, "MiB");
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** The sum of the pools' peaks is no less than the peak of their sum. */
  private static long used(boolean peak) {
    return heapPools().stream()
        .mapToLong(pool -> (peak ? pool.getPeakUsage() : pool.getUsage()).getUsed())
        .sum();
  }

  private static MemoryStore store() {
    MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
    for (int s = 0; s < SERIES; s++) {
      SplittableRandom random = new SplittableRandom(s);
      Appender appender =
          store.appender(
              Labels.of(
                  "__name__", "m_total",
                  "code", Integer.toString(200 + s % 7),
                  "instance", "10.0." + s / 256 + "." + s % 256 + ":9100",
                  "job", "job-" + s % 10,
                  "pod", "pod-" + s));
      double value = random.nextInt(1_000_000);
      for (int i = 0; i < SAMPLES; i++) {
        value += random.nextInt(200);
        appender.append(i * INTERVAL_MS, value);
      }
    }
    return store;
  }
}
