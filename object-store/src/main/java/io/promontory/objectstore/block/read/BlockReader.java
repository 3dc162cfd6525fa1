package io.promontory.objectstore.block.read;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.BucketFile;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexHeaderFile;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.IndexToc;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of a bucket, read in place: for tools that look at one block. */
public record BlockReader(
    BlockMeta meta, IndexReader index, Segments segments, Tombstones tombstones) {
  private static final int MOST_META_BYTES = 64 << 20;
  private static final int MOST_HEADER_BYTES = 128 << 20;

  /**
   * Opens a block: reads its meta.json, its tombstones and the header of its index.
   *
   * @throws CorruptBlockException if a file is missing or damaged
   */
  public static BlockReader open(Bucket bucket, BlockFolder folder) {
    String missing = folder.missing();
    if (missing != null) {
      throw new CorruptBlockException(name(folder, missing), 0, "is missing");
    }
    BlockFile index = file(bucket, folder, "index", folder.index());
    List<BlockFile> segments = new ArrayList<>();
    for (int i = 0; i < folder.segments().size(); i++) {
      segments.add(file(bucket, folder, BlockFolder.segmentName(i), folder.segments().get(i)));
    }
    return new BlockReader(
        meta(bucket, folder),
        new IndexReader(index, header(index)),
        new Segments(segments),
        tombstones(bucket, folder));
  }

  /** Fetched into memory, if that is small enough: lookups in the bucket would take a read each. */
  private static IndexHeader header(BlockFile index) {
    IndexToc toc = IndexToc.read(index);
    if (toc.series() + index.size() - toc.postingsTable() > MOST_HEADER_BYTES) {
      return IndexHeader.open(index);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      IndexHeaderFile.fetch(index, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return IndexHeaderFile.open(new BytesFile(index.name(), bytes.toByteArray()));
  }

  /** Reads a block's meta.json alone. */
  public static BlockMeta meta(Bucket bucket, BlockFolder folder) {
    BlockFile file = file(bucket, folder, MetaFile.NAME, folder.meta());
    BlockMeta meta = MetaFile.parse(file.name(), whole(file, MOST_META_BYTES));
    if (!meta.ulid().equals(folder.ulid())) {
      throw new CorruptBlockException(file.name(), 0, "is that of block " + meta.ulid());
    }
    return meta;
  }

  /** Reads what was deleted from a block. */
  public static Tombstones tombstones(Bucket bucket, BlockFolder folder) {
    if (folder.tombstones() == null) {
      return Tombstones.NONE;
    }
    BlockFile file = file(bucket, folder, "tombstones", folder.tombstones());
    return TombstonesFile.parse(file.name(), whole(file, TombstonesFile.MOST_BYTES));
  }

  private static byte[] whole(BlockFile file, int most) {
    if (file.size() > most) {
      throw new CorruptBlockException(file.name(), 0, "is " + file.size() + " bytes long");
    }
    return file.read(0, (int) file.size());
  }

  private static BlockFile file(
      Bucket bucket, BlockFolder folder, String path, @Nullable ObjectInfo object) {
    if (object == null) {
      throw new CorruptBlockException(name(folder, path), 0, "is missing");
    }
    return new BucketFile(bucket, name(folder, path), object);
  }

  private static BlockFileName name(BlockFolder folder, String path) {
    return new BlockFileName(folder.ulid().toString(), path);
  }
}
