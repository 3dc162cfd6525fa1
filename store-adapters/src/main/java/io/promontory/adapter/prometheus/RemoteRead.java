package io.promontory.adapter.prometheus;

import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One remote read from request to sorted series: labels overlaid, colliding series merged in, the
 * slice of a shard cut out. The request is sent by the first {@link #next}.
 */
final class RemoteRead implements SeriesSource {
  /** Series given at a time where they are merged. */
  private static final int SOME = 512;

  private final RemoteReadClient client;
  private final SampledRead sampled;
  private final PrometheusStoreConfig config;
  private final ReadPlan plan;
  private final QueryContext context;
  private final Consumer<Labels> observer;
  private final CollidingSeries collisions;
  private final List<Series> fromMain = new ArrayList<>();
  private int at;
  private volatile @Nullable StreamedRead stream;
  private volatile boolean closed;
  private boolean ended;
  private long sampledBytes;

  RemoteRead(
      RemoteReadClient client,
      PrometheusStoreConfig config,
      ReadPlan plan,
      QueryContext context,
      Consumer<Labels> observer) {
    this.client = client;
    this.config = config;
    this.plan = plan;
    this.context = context;
    this.observer = observer;
    this.collisions = new CollidingSeries(context.budget());
    this.sampled =
        new SampledRead(config.name(), config.http().maxBodyBytes(), config.maxDecodedBytes());
  }

  @Override
  public void next(List<Series> batch) {
    int before = batch.size();
    while (batch.size() == before) {
      if (at < fromMain.size() || (ended && !collisions.isEmpty())) {
        take(batch);
      } else if (ended) {
        return;
      } else {
        read();
      }
    }
  }

  private void read() {
    StreamedRead from = stream;
    if (from == null) {
      open();
    } else {
      fromMain.clear();
      at = 0;
      from.next(fromMain);
      ended = fromMain.isEmpty();
    }
  }

  private void take(List<Series> batch) {
    int from = batch.size();
    if (collisions.isEmpty()) {
      batch.addAll(fromMain.subList(at, fromMain.size()));
      at = fromMain.size();
    } else {
      merge(batch, from + SOME);
    }
    Shard shard = plan.request().shard();
    if (shard != null) {
      batch.subList(from, batch.size()).removeIf(series -> !shard.owns(series.labels()));
    }
  }

  /**
   * Adds series of both kinds in order, until the batch is full or the main stream has to go on.
   */
  private void merge(List<Series> batch, int full) {
    while (at < fromMain.size() && batch.size() < full) {
      Series main = fromMain.get(at);
      Series earlier = collisions.takeBefore(main.labels());
      if (earlier == null) {
        Series equal = collisions.take(main.labels());
        batch.add(equal == null ? main : OrderRepair.joined(main, equal));
        at++;
      } else {
        batch.add(earlier);
      }
    }
    while (ended && batch.size() < full) {
      Series rest = collisions.takeFirst();
      if (rest == null) {
        return;
      }
      batch.add(rest);
    }
  }

  private void open() {
    RemoteReadClient.Answer answer = client.read(plan, context);
    if (answer.mode() == RemoteReadClient.Mode.STREAMED) {
      stream =
          new StreamedRead(
              config.name(),
              answer.http(),
              plan,
              config.maxFrameBytes(),
              collisions::add,
              observer);
      if (closed) {
        answer.http().close();
      }
      return;
    }
    try (var whole = answer.http()) {
      for (Series series : sampled.read(whole, plan)) {
        if (!series.chunks().isEmpty()) {
          collisions.add(series);
        }
      }
      sampledBytes = whole.body().bytes();
    }
    ended = true;
  }

  @Override
  public long bytes() {
    StreamedRead from = stream;
    return from == null ? sampledBytes : from.bytes();
  }

  @Override
  public void close() {
    closed = true;
    collisions.close();
    StreamedRead from = stream;
    if (from != null) {
      from.close();
    }
  }
}
