package io.promontory.adapter.prometheus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.promontory.adapter.api.ReadGate;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the remote reads of a store, in one request or in several at once.
 *
 * <p>A single large read is watched, and the label that would have cut it evenly is remembered for
 * its matchers; the next read of the same matchers goes out in parts. A server works on one read
 * with one core, so two parts take little more than half the time.
 */
final class SampleReads implements AutoCloseable {
  private static final int LARGE = 5_000;
  private static final int REMEMBERED = 1_000;
  private static final Duration RELEARNT = Duration.ofHours(1);

  private final PrometheusStoreConfig config;
  private final RemoteReadClient client;
  private final ReadGate gate;
  private final ExecutorService threads;
  private final Cache<List<Matcher>, ReadSplit> splits =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(RELEARNT).build();

  SampleReads(PrometheusStoreConfig config, StoreHttpClient http) {
    this.config = config;
    this.client = new RemoteReadClient(config.name(), http);
    this.gate = new ReadGate(config.name(), config.maxConcurrentReads(), config.timeout());
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("read-" + config.name() + "-", 0).factory());
  }

  SeriesSet start(ReadPlan plan, QueryContext context) {
    ReadSplit split =
        config.parallelReads() > 1 ? splits.getIfPresent(plan.main().matchers()) : null;
    if (split != null) {
      List<Matcher> parts = split.parts();
      if (gate.tryEnter(parts.size())) {
        return inParts(plan, parts, context);
      }
    }
    return whole(plan, context);
  }

  private SeriesSet whole(ReadPlan plan, QueryContext context) {
    SplitLearner learner = config.parallelReads() > 1 ? new SplitLearner() : null;
    Consumer<Labels> observer = learner == null ? labels -> {} : learner;
    RemoteRead read = new RemoteRead(client, config, plan, context, observer);
    GatedSource source = new GatedSource(read, gate, context);
    return new ReadAhead(
        config.name(),
        source,
        plan.request().limit(),
        threads,
        source::leave,
        () -> learn(plan, learner));
  }

  private void learn(ReadPlan plan, @Nullable SplitLearner learner) {
    if (learner != null && learner.series() >= LARGE) {
      ReadSplit split = learner.best(config.parallelReads());
      if (split != null) {
        splits.put(plan.main().matchers(), split);
      }
    }
  }

  private SeriesSet inParts(ReadPlan plan, List<Matcher> parts, QueryContext context) {
    List<ReadAhead> reads = new ArrayList<>();
    for (Matcher part : parts) {
      ReadPlan partPlan = plan.part(part, reads.isEmpty());
      RemoteRead read = new RemoteRead(client, config, partPlan, context, labels -> {});
      Place place = new Place(gate);
      reads.add(new ReadAhead(config.name(), read, 0, threads, place::leave, () -> {}));
    }
    return new ParallelRead(config.name(), reads, plan.request().limit());
  }

  /** A place that was taken, to be left once. */
  private static final class Place {
    private final ReadGate gate;
    private boolean left;

    Place(ReadGate gate) {
      this.gate = gate;
    }

    void leave() {
      if (!left) {
        left = true;
        gate.leave();
      }
    }
  }

  /** A source that takes a place at once if there is one, else waits before its first request. */
  private static final class GatedSource implements SeriesSource {
    private final SeriesSource source;
    private final ReadGate gate;
    private final QueryContext context;
    private @Nullable Place place;
    private boolean begun;

    GatedSource(SeriesSource source, ReadGate gate, QueryContext context) {
      this.source = source;
      this.gate = gate;
      this.context = context;
      if (gate.tryEnter(1)) {
        place = new Place(gate);
      }
    }

    @Override
    public void next(List<Series> batch) {
      if (!begun && place == null) {
        gate.enter(context);
        place = new Place(gate);
      }
      begun = true;
      source.next(batch);
    }

    void leave() {
      if (place != null) {
        place.leave();
      }
    }

    @Override
    public long bytes() {
      return source.bytes();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
