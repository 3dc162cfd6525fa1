package io.promontory.adapter.blocks;

import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.select.BlockFaults;
import io.promontory.adapter.blocks.select.BlockSelect;
import io.promontory.adapter.blocks.select.LabelReads;
import io.promontory.adapter.blocks.select.Pruned;
import io.promontory.objectstore.block.Ulid;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Archived blocks in a bucket as a store. It holds no state that would be missed: which blocks
 * there are comes from a catalogue, their bytes from the bucket or from caches.
 */
public final class BlockStore implements Store {
  private static final long LONGEST_END_SECONDS = 5;

  private final String name;
  private final Supplier<CatalogueView> catalogue;
  private final BiConsumer<Ulid, String> setAside;
  private final BlockFiles files;
  private final HeaderFiles headers;
  private final ExecutorService threads;
  private final BlockSelect select;
  private final LabelReads labels;
  private volatile KnownInfo info;

  /**
   * @param catalogue which blocks there are; must not block
   * @param setAside told of a block that turns out to be ill, and why
   * @param files closed with the store, as {@code headers} is
   */
  public BlockStore(
      String name,
      Supplier<CatalogueView> catalogue,
      BiConsumer<Ulid, String> setAside,
      BlockFiles files,
      HeaderFiles headers) {
    this.name = name;
    this.catalogue = catalogue;
    this.setAside = setAside;
    this.files = files;
    this.headers = headers;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blocks-" + name + "-", 0).factory());
    this.select = new BlockSelect(files, headers, threads);
    this.labels = new LabelReads(files, headers, threads);
    this.info = KnownInfo.of(name, catalogue.get());
  }

  @Override
  public StoreInfo info() {
    CatalogueView view = catalogue.get();
    KnownInfo known = info;
    if (known.view() != view) {
      known = KnownInfo.of(name, view);
      info = known;
    }
    return known.info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(name);
    Pruned pruned =
        Pruned.of(
            catalogue.get(),
            request.minTime(),
            request.maxTime(),
            request.matchers(),
            request.hints().maxResolutionMs());
    CallTrace.add(context, CallTrace.Count.BLOCKS, pruned.blocks().size());
    return select.start(pruned, request, faults(pruned), context);
  }

  @Override
  public List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    Pruned pruned =
        Pruned.of(
            catalogue.get(),
            request.minTime(),
            request.maxTime(),
            request.matchers(),
            request.hints().maxResolutionMs());
    return List.of(
        new ReadEstimate(
            name,
            "blocks",
            "",
            request.minTime(),
            request.maxTime(),
            BlockEstimate.of(pruned, request, headers)));
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    context.checkAlive(name);
    Pruned pruned = pruned(request.minTime(), request.maxTime(), request.matchers());
    return labels.names(pruned, request, faults(pruned), context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    context.checkAlive(name);
    Pruned pruned = pruned(request.minTime(), request.maxTime(), request.matchers());
    return labels.values(pruned, request, faults(pruned), context);
  }

  private Pruned pruned(long minTime, long maxTime, List<Matcher> matchers) {
    return Pruned.of(catalogue.get(), minTime, maxTime, matchers, 0);
  }

  private BlockFaults faults(Pruned pruned) {
    return new BlockFaults(pruned.missing(), setAside);
  }

  /** Ends what is under way, so that nothing is read or written any more, and closes its files. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // What does not end by then hangs in a bucket, and will see that it is interrupted.
      threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    headers.close();
    files.close();
  }
}
