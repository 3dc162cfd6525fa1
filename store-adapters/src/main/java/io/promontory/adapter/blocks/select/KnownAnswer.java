package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a select of one block from what is known of its series alone, at once: no file is read,
 * so there is nothing to wait for and no thread to hand over to. Used by one thread.
 */
final class KnownAnswer {
  /** More series are read by another thread, while the first ones are worked on. */
  private static final int MOST_SERIES = 4096;

  private final SelectedBlock selected;
  private final BlockFiles files;
  private final QueryContext context;

  KnownAnswer(SelectedBlock selected, BlockFiles files, QueryContext context) {
    this.selected = selected;
    this.files = files;
    this.context = context;
  }

  /** The series in order; null where not all that is wanted of them is known. */
  @Nullable List<Series> find() {
    SelectRequest request = selected.request();
    long from = request.minTime();
    long to = request.maxTime();
    boolean isPlain = !request.skipChunks() && request.shard() == null;
    var block = selected.chosen().block();
    if (!isPlain
        || !selected.chosen().contains(from, to)
        || !selected.overlay().dropped().isEmpty()
        || !TombstoneReader.hasNone(block)
        || !files.isLocal(StoredFile.index(block.folder()))) {
      return null;
    }
    int[] ids = Selection.recallExact(files.cache(), selected.ulid(), selected.matchers());
    if (ids == null || ids.length > MOST_SERIES) {
      return null;
    }
    KnownSeries known = KnownSeries.recall(files.cache(), selected.ulid());
    return known == null ? null : answer(known, ids, from, to);
  }

  private @Nullable List<Series> answer(KnownSeries known, int[] ids, long from, long to) {
    LabelOverlay overlay = selected.overlay();
    List<Series> answer = new ArrayList<>(ids.length);
    OrderRepair order = overlay.changesNothing() ? null : new OrderRepair(files.store());
    long bytes = 0;
    for (int id : ids) {
      StoredSeries series = known.find(id);
      if (series == null) {
        return null;
      }
      if (!series.overlaps(from, to)) {
        continue;
      }
      Chunk recent = series.recent();
      if (recent == null || !series.isAllOf(recent, from, to)) {
        return null;
      }
      bytes += series.bytes(from, to);
      if (order == null) {
        answer.add(Series.of(series.labels(), List.of(recent)));
      } else if (hasAny(series.labels(), overlay.added())) {
        return null;
      } else {
        order.add(Series.of(overlay.apply(series.labels()), List.of(recent)), answer);
      }
    }
    if (order != null) {
      order.finish(answer);
    }
    context.budget().read(bytes); // what a query may read does not depend on others before it
    return answer;
  }

  private static boolean hasAny(Labels series, Labels added) {
    for (int i = 0; i < added.size(); i++) {
      if (series.has(added.name(i))) {
        return true;
      }
    }
    return false;
  }
}
