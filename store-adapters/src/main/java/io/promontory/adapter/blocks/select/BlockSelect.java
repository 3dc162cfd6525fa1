package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.downsampled.ChosenBlock;
import io.promontory.adapter.blocks.downsampled.ResolutionNotes;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesMerge;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Selects series from several blocks: each is read by a thread of its own, and what they give is
 * merged. Safe for concurrent use.
 *
 * @param threads one for each task
 */
public record BlockSelect(BlockFiles files, HeaderFiles headers, Executor threads) {
  /** Begins to read all blocks of a pruned catalogue. */
  public SeriesSet start(
      Pruned pruned, SelectRequest request, BlockFaults faults, QueryContext context) {
    String store = files.store();
    BatchSizes sizes = BatchSizes.among(pruned.blocks().size());
    List<SeriesMerge.Source> sources = new ArrayList<>();
    Set<ChosenBlock> given =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    try {
      pruned
          .blocks()
          .forEach(chosen -> sources.add(source(chosen, sizes, given, request, faults, context)));
    } catch (RuntimeException | Error e) {
      sources.forEach(source -> source.set().close()); // whoever asked has nothing to close
      throw e;
    }
    SeriesSet all = sources.size() == 1 ? sources.getFirst().set() : SeriesMerge.ofParts(sources);
    return new StoreSeriesSet(
        all,
        request.limit(),
        stats -> faults.outcome(store, stats).withNotes(ResolutionNotes.of(given)));
  }

  private SeriesMerge.Source source(
      ChosenBlock chosen,
      BatchSizes sizes,
      Set<ChosenBlock> given,
      SelectRequest request,
      BlockFaults faults,
      QueryContext context) {
    String store = files.store();
    SelectedBlock block =
        new SelectedBlock(
            chosen,
            request,
            Pruned.left(chosen, request.matchers()),
            LabelOverlay.of(
                chosen.block().meta().externalLabels(), request.withoutReplicaLabels()));
    List<Series> known = new KnownAnswer(block, files, context).find();
    SeriesSet set =
        known == null
            ? new BlockSeriesSet(
                store,
                context,
                (own, out) -> read(block, sizes, faults, own, noting(chosen, given, out)),
                threads)
            : SeriesSet.of(known, Completeness.NONE_ASKED);
    return new SeriesMerge.Source(store, set);
  }

  /** Remembers a block once samples come from it. */
  private static Predicate<Batch> noting(
      ChosenBlock chosen, Set<ChosenBlock> given, Predicate<Batch> out) {
    return batch -> {
      if (batch.series().stream().anyMatch(series -> !series.chunks().isEmpty())) {
        given.add(chosen);
      }
      return out.test(batch);
    };
  }

  private void read(
      SelectedBlock selected,
      BatchSizes sizes,
      BlockFaults faults,
      QueryContext context,
      Predicate<Batch> out) {
    try (OpenBlock block = new OpenBlock(selected.chosen().block(), files, headers, context)) {
      new BlockStream(block, selected, sizes, out).run();
    } catch (RuntimeException e) {
      faults.take(selected.ulid(), e);
    }
  }
}
