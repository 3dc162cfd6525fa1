package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.adapter.blocks.fetch.BlockCache;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.header.HeaderLease;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block at work for one query: the header of its index is open. Used by one thread. */
final class OpenBlock implements AutoCloseable {
  private static final int MOST_RANGE_BYTES = 1 << 30;

  private final CatalogueBlock block;
  private final BlockFiles files;
  private final QueryContext context;
  private final HeaderLease lease;
  private final StoredFile index;
  private @Nullable Tombstones tombstones;

  OpenBlock(CatalogueBlock block, BlockFiles files, HeaderFiles headers, QueryContext context) {
    this.block = block;
    this.files = files;
    this.context = context;
    this.index = StoredFile.index(block.folder());
    this.lease = headers.open(block.folder(), context);
  }

  CatalogueBlock block() {
    return block;
  }

  Ulid ulid() {
    return block.meta().ulid();
  }

  IndexHeader header() {
    return lease.header();
  }

  /** Labels of a series as the block has them. */
  Labels labels(SeriesEntry entry) {
    return lease.labels(entry);
  }

  /** The text that a symbol stands for. */
  String symbol(long reference) {
    return lease.symbol(reference);
  }

  /** What was deleted from a series; read with the first question for it. */
  List<Interval> deleted(int id) {
    Tombstones known = tombstones;
    if (known == null) {
      known = TombstoneReader.read(this);
      tombstones = known;
    }
    return known.of(id);
  }

  /** The store that the block belongs to. */
  String store() {
    return files.store();
  }

  QueryContext context() {
    return context;
  }

  /** Whether the index lies on this machine, and was read before. */
  boolean isLocal() {
    return files.isLocal(index);
  }

  BlockCache cache() {
    return files.cache();
  }

  /** Ranges of the index, to be filled. */
  WantedRanges ofIndex(int expected) {
    return new WantedRanges(index, expected);
  }

  /** Ranges of a chunk segment, to be filled. */
  WantedRanges ofSegment(int segment, int expected) {
    return new WantedRanges(StoredFile.segment(block.folder(), segment), expected);
  }

  FileRanges fetch(WantedRanges wanted) {
    return files.fetch(wanted, context);
  }

  List<FileRanges> fetch(List<WantedRanges> wanted) {
    return files.fetch(wanted, context);
  }

  /** The length of a range of the index, if that can be right. */
  int length(long start, long length) {
    if (length < 0 || length > MOST_RANGE_BYTES) {
      throw corrupt(start, "a list or entry of " + length + " bytes");
    }
    return (int) length;
  }

  /** The index is damaged at a place. */
  CorruptBlockException corrupt(long offset, String problem) {
    return new CorruptBlockException(index.name(), offset, problem);
  }

  /** A chunk segment is damaged at a place. */
  CorruptBlockException corruptChunk(long ref, String problem) {
    int segment = (int) Math.min(Segments.segmentOf(ref), Integer.MAX_VALUE - 1);
    BlockFileName name = new BlockFileName(ulid().toString(), BlockFolder.segmentName(segment));
    return new CorruptBlockException(name, Segments.offsetOf(ref), problem);
  }

  @Override
  public void close() {
    lease.close();
  }
}
