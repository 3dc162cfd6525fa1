package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.downsampled.ChosenBlock;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Answers which label names and values there are, block by block side by side. Safe for concurrent
 * use.
 *
 * @param threads one for each task
 */
public record LabelReads(BlockFiles files, HeaderFiles headers, ExecutorService threads) {
  /** Blocks that are open at once for one call. */
  private static final int AT_ONCE = 32;

  /** Names of labels on matching series. */
  public LabelsResult names(
      Pruned pruned, LabelNamesRequest request, BlockFaults faults, QueryContext context) {
    return answer(
        pruned,
        faults,
        request.limit(),
        context,
        (chosen, block) -> {
          List<Matcher> matchers = Pruned.left(chosen, request.matchers());
          List<String> own = new BlockLabels(block).names(matchers);
          return own.isEmpty() && !matchers.isEmpty()
              ? own
              : with(own, chosen.block().meta().externalLabels());
        });
  }

  private static List<String> with(List<String> own, Labels external) {
    List<String> names = new ArrayList<>(own);
    for (int i = 0; i < external.size(); i++) {
      names.add(external.name(i));
    }
    return names;
  }

  /** Values of a label on matching series. */
  public LabelsResult values(
      Pruned pruned, LabelValuesRequest request, BlockFaults faults, QueryContext context) {
    return answer(
        pruned,
        faults,
        request.limit(),
        context,
        (chosen, block) -> {
          List<Matcher> matchers = Pruned.left(chosen, request.matchers());
          String external = chosen.block().meta().externalLabels().get(request.label());
          BlockLabels labels = new BlockLabels(block);
          if (external == null) {
            return labels.values(request.label(), matchers, request.limit());
          }
          return matchers.isEmpty() || labels.anyMatches(matchers) ? List.of(external) : List.of();
        });
  }

  /** What one block has. */
  @FunctionalInterface
  private interface Read {
    List<String> of(ChosenBlock chosen, OpenBlock block);
  }

  private LabelsResult answer(
      Pruned pruned, BlockFaults faults, int limit, QueryContext context, Read read) {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<List<String>>> parts = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(Utf8Order.INSTANCE);
    try {
      for (ChosenBlock chosen : pruned.blocks()) {
        parts.add(
            threads.submit(
                () -> {
                  places.acquire();
                  try {
                    return read(chosen, faults, context, read);
                  } finally {
                    places.release();
                  }
                }));
      }
      for (Future<List<String>> part : parts) {
        all.addAll(part.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new StoreException(
              files.store(), StoreException.Kind.UNAVAILABLE, "reading failed: " + e.getCause(), e);
    } catch (RejectedExecutionException e) {
      throw new StoreException(
          files.store(), StoreException.Kind.UNAVAILABLE, "the store is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          files.store(), StoreException.Kind.CANCELED, "interrupted while waiting", e);
    } finally {
      // Those at work end with the query; an interrupt would close files that others read.
      parts.forEach(part -> part.cancel(false));
    }
    context.checkAlive(files.store());
    return new LabelsResult(
        all.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList(),
        Completeness.of(faults.outcome(files.store(), StoreStats.ZERO)));
  }

  private List<String> read(
      ChosenBlock chosen, BlockFaults faults, QueryContext context, Read read) {
    try (OpenBlock block = new OpenBlock(chosen.block(), files, headers, context)) {
      return read.of(chosen, block);
    } catch (RuntimeException e) {
      faults.take(chosen.block().meta().ulid(), e);
      return List.of();
    }
  }
}
