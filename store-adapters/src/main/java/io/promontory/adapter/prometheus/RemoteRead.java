package io.promontory.adapter.prometheus;

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
  private final RemoteReadClient client;
  private final SampledRead sampled;
  private final PrometheusStoreConfig config;
  private final ReadPlan plan;
  private final QueryContext context;
  private final Consumer<Labels> observer;
  private final CollidingSeries collisions = new CollidingSeries();
  private final List<Series> fromMain = new ArrayList<>();
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
    this.sampled =
        new SampledRead(config.name(), config.http().maxBodyBytes(), config.maxDecodedBytes());
  }

  @Override
  public void next(List<Series> batch) {
    int before = batch.size();
    while (!ended && batch.size() == before) {
      StreamedRead from = stream;
      if (from == null) {
        open();
      } else {
        fromMain.clear();
        from.next(fromMain);
        ended = fromMain.isEmpty();
        take(batch);
      }
      if (ended && stream == null) {
        take(batch);
      }
    }
  }

  private void take(List<Series> batch) {
    Shard shard = plan.request().shard();
    int from = batch.size();
    if (collisions.isEmpty()) {
      batch.addAll(fromMain);
    } else {
      collisions.mergeInto(fromMain, batch);
      if (ended) {
        collisions.drainInto(batch);
      }
    }
    if (shard != null) {
      batch.subList(from, batch.size()).removeIf(series -> !shard.owns(series.labels()));
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
    StreamedRead from = stream;
    if (from != null) {
      from.close();
    }
  }
}
