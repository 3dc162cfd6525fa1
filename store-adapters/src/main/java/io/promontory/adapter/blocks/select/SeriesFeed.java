package io.promontory.adapter.blocks.select;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the series of a block that a select wants, a batch at a time. They come in the order of the
 * index, which the labels added to all of them change but little; where labels are dropped or
 * replaced, which can move any series anywhere, all are sorted before the first one is given. Used
 * by one thread.
 */
final class SeriesFeed implements AutoCloseable {
  private static final int SORTED_AT_ONCE = 4096;

  /** Labels that wait to be sorted share their texts; a guess. */
  private static final long LABELS_BYTES = 200;

  private final OpenBlock block;
  private final SeriesReader reader;
  private final SeriesFilter filter;
  private final boolean sorts;
  private final boolean inOrder;

  /** In the order in which they are given. */
  private final int[] ids;

  private int next;
  private long held;

  SeriesFeed(OpenBlock block, SelectedBlock selected) {
    this.block = block;
    this.reader = new SeriesReader(block);
    Selection selection = Selection.of(block, selected.matchers());
    this.sorts = selected.reorders(block.header().postings().names());
    this.filter = new SeriesFilter(block, selected, selection, !sorts);
    this.inOrder = selection.isExact() && !sorts;
    try {
      this.ids = sorts ? sorted(selection.ids()) : selection.ids();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private int[] sorted(int[] unsorted) {
    record Labelled(Labels labels, int id) {}
    List<Labelled> all = new ArrayList<>();
    for (int from = 0; from < unsorted.length; from += SORTED_AT_ONCE) {
      block.context().checkAlive(block.store());
      int to = (int) Math.min(unsorted.length, (long) from + SORTED_AT_ONCE);
      List<StoredSeries> some = filter.read(reader, unsorted, from, to);
      block.context().budget().holdMemory(some.size() * LABELS_BYTES);
      held += some.size() * LABELS_BYTES;
      some.forEach(series -> all.add(new Labelled(series.labels(), series.id())));
    }
    all.sort(Comparator.comparing(Labelled::labels));
    return all.stream().mapToInt(Labelled::id).toArray();
  }

  /** What is known of the block's series; null where nothing is to be. */
  @Nullable KnownSeries known() {
    return filter.known();
  }

  /** Whether the series are known to come in the order of the labels that the block has. */
  boolean isInOrder() {
    return inOrder;
  }

  boolean isAtEnd() {
    return next == ids.length;
  }

  /** The next series; of so many ids none may be wanted. */
  List<StoredSeries> next(int most) {
    block.context().checkAlive(block.store());
    int from = next;
    next = (int) Math.min(ids.length, (long) from + most);
    if (!sorts) {
      List<StoredSeries> some = filter.read(reader, ids, from, next);
      if (isAtEnd()) {
        filter.atEnd();
      }
      return some;
    }
    int[] ascending = Arrays.copyOfRange(ids, from, next);
    PostingSets.sort(ascending);
    List<StoredSeries> series = filter.read(reader, ascending, 0, ascending.length);
    series.sort(Comparator.comparing(StoredSeries::labels));
    return series;
  }

  @Override
  public void close() {
    block.context().budget().releaseMemory(held);
    held = 0;
  }
}
