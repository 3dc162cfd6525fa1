package io.promontory.adapter.testing;

import io.promontory.adapter.blocks.BlockStore;
import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.catalogue.SetAside;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.header.HeaderLimits;
import io.promontory.adapter.blocks.header.HeaderListener;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.Bucket.Depth;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The blocks of a bucket as one listing shows them, without a catalogue that keeps up. */
public final class ListedBlocks {
  private final Bucket bucket;
  private final List<CatalogueBlock> blocks;
  private final List<SetAside> setAside = new CopyOnWriteArrayList<>();

  private ListedBlocks(Bucket bucket, List<CatalogueBlock> blocks) {
    this.bucket = bucket;
    this.blocks = blocks;
  }

  /** Lists a bucket and reads what each block says of itself. */
  public static ListedBlocks of(Bucket bucket) {
    List<CatalogueBlock> blocks = new ArrayList<>();
    for (String prefix : bucket.list("", Depth.ONE_LEVEL).prefixes()) {
      Ulid ulid = BlockFolder.ulidOf(prefix).orElse(null);
      if (ulid != null) {
        BlockFolder folder =
            BlockFolder.of(ulid, prefix, bucket.list(prefix, Depth.RECURSIVE).objects());
        if (!folder.isPartial()) {
          blocks.add(new CatalogueBlock(folder, BlockReader.meta(bucket, folder)));
        }
      }
    }
    blocks.sort(
        Comparator.<CatalogueBlock>comparingLong(block -> block.meta().minTime())
            .thenComparing(CatalogueBlock::ulid));
    return new ListedBlocks(bucket, blocks);
  }

  /** As a catalogue shows them that was complete before any of them was set aside. */
  public CatalogueView view() {
    List<Ulid> ill = setAside.stream().map(SetAside::ulid).toList();
    return new CatalogueView(
        blocks.stream().filter(block -> !ill.contains(block.ulid())).toList(),
        true,
        0,
        null,
        setAside);
  }

  /** Blocks that were set aside since. */
  public List<SetAside> setAside() {
    return List.copyOf(setAside);
  }

  private void setAside(Ulid ulid, String reason) {
    BlockMeta meta =
        blocks.stream()
            .filter(block -> block.ulid().equals(ulid))
            .map(CatalogueBlock::meta)
            .findFirst()
            .orElse(null);
    setAside.add(new SetAside(ulid, reason, meta));
  }

  /**
   * Opens a store over them.
   *
   * @param local folder for what it keeps
   */
  public BlockStore open(String name, Path local, FetchLimits limits) {
    return open(name, local, limits, FetchListener.NONE);
  }

  /** As {@link #open(String, Path, FetchLimits)}, with someone who hears what is read. */
  public BlockStore open(String name, Path local, FetchLimits limits, FetchListener listener) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    BlockFiles files = new BlockFiles(name, bucket, limits, threads, listener);
    HeaderFiles headers =
        new HeaderFiles(
            files, local, HeaderLimits.DEFAULT, InstantSource.system(), HeaderListener.NONE);
    return new BlockStore(name, this::view, this::setAside, files, headers);
  }
}
