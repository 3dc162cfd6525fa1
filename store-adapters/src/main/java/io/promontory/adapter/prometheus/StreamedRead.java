package io.promontory.adapter.prometheus;

import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.adapter.labels.OrderRepair;
import io.promontory.adapter.prometheus.FrameParser.Frame;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of the main query of a streamed answer, in order, as its frames arrive. Series of the
 * queries before it go to a collector, all before the first of the main query.
 */
final class StreamedRead implements SeriesSource {
  private final String store;
  private final HttpAnswer answer;
  private final FrameReader frames;
  private final FrameParser parser;
  private final List<LabelOverlay> overlays;
  private final int mainQuery;
  private final Consumer<Series> collisions;
  private final OrderRepair order;
  private final Consumer<Labels> observer;
  private @Nullable Series current;
  private boolean ended;

  /**
   * @param observer sees the labels of each series of the main query, as the server sent them
   */
  StreamedRead(
      String store,
      HttpAnswer answer,
      ReadPlan plan,
      int maxFrameBytes,
      Consumer<Series> collisions,
      Consumer<Labels> observer) {
    this.store = store;
    this.answer = answer;
    this.frames = new FrameReader(store, answer.body(), maxFrameBytes);
    this.parser = new FrameParser(plan.request().minTime(), plan.request().maxTime());
    this.overlays = plan.overlays();
    this.mainQuery = plan.collisions().size();
    this.collisions = collisions;
    this.order = new OrderRepair(store);
    this.observer = observer;
  }

  @Override
  public void next(List<Series> batch) {
    int before = batch.size();
    while (!ended && batch.size() == before) {
      byte[] payload = frames.next();
      if (payload == null) {
        ended = true;
        flush(batch);
        order.finish(batch);
        answer.close();
      } else {
        accept(parse(payload), batch);
      }
    }
  }

  private Frame parse(byte[] payload) {
    try {
      return parser.parse(payload);
    } catch (MalformedException e) {
      throw new StoreException(
          store, Kind.CORRUPT, "a frame of the answer is malformed: " + e.getMessage(), e);
    }
  }

  private void accept(Frame frame, List<Series> batch) {
    if (frame.queryIndex() < 0 || frame.queryIndex() > mainQuery) {
      throw new StoreException(
          store, Kind.CORRUPT, "a frame answers query " + frame.queryIndex() + ", never asked");
    }
    for (Series series : frame.series()) {
      if (series.chunks().isEmpty()) {
        continue;
      }
      if (frame.queryIndex() < mainQuery) {
        LabelOverlay overlay = overlays.get((int) frame.queryIndex());
        collisions.accept(series.withLabels(overlay.apply(series.labels())));
      } else {
        acceptMain(series, batch);
      }
    }
  }

  /** Frames of one series follow each other; it is whole when another one begins. */
  private void acceptMain(Series series, List<Series> batch) {
    Series open = current;
    if (open != null && open.labels().equals(series.labels())) {
      current = OrderRepair.joined(open, series);
    } else {
      flush(batch);
      current = series;
    }
  }

  private void flush(List<Series> batch) {
    Series whole = current;
    if (whole != null) {
      observer.accept(whole.labels());
      order.add(whole.withLabels(overlays.getLast().apply(whole.labels())), batch);
    }
  }

  @Override
  public long bytes() {
    return answer.body().bytes();
  }

  @Override
  public void close() {
    answer.close();
  }
}
