package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.ImportListener.Step;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bucket into which blocks are imported. */
final class Destination {
  /** Tombstones of nothing: magic number, version, checksum. */
  private static final int EMPTY_TOMBSTONES = 9;

  private static final int COPIED_AT_ONCE = 1 << 20;
  private static final String MAKER = "promontory.import";

  private final Bucket bucket;
  private final ImportListener listener;
  private final Set<Ulid> there = new HashSet<>();

  Destination(Bucket bucket, ImportListener listener) {
    this.bucket = bucket;
    this.listener = listener;
    bucket
        .pages("", Bucket.Depth.ONE_LEVEL)
        .forEachRemaining(
            page -> page.prefixes().forEach(key -> BlockFolder.ulidOf(key).ifPresent(there::add)));
  }

  /**
   * The name under which a block of the same content is there, or was begun and given up; null if
   * there is none. A block that is going to be deleted does not count.
   */
  @Nullable Ulid nameOf(Ulid content) {
    for (Ulid ulid : there) {
      if (ContentDigest.same(ulid, content)
          && !folder(ulid).marks().contains(BlockMark.Kind.DELETION)) {
        return ulid;
      }
    }
    return null;
  }

  /** What a block of the bucket says of itself if it is there as a whole; else null. */
  @Nullable BlockMeta whole(Ulid ulid) {
    if (!there.contains(ulid)) {
      return null;
    }
    BlockFolder folder = folder(ulid);
    if (folder.isPartial()) {
      return null;
    }
    BlockMeta meta = BlockReader.meta(bucket, folder);
    return folder.missing(meta) == null ? meta : null;
  }

  private BlockFolder folder(Ulid ulid) {
    return BlockList.folder(bucket, ulid);
  }

  /**
   * Copies a block into the bucket, its meta.json last.
   *
   * @param from bucket that the block is in
   * @param block its files
   * @param meta what it shall say of itself, under the name that it shall have
   * @param externalLabels that it shall have
   */
  void upload(Bucket from, BlockFolder block, BlockMeta meta, Labels externalLabels)
      throws IOException {
    upload(from, block, meta, externalLabels, content(block));
  }

  /** Copies what was deleted since from a block that is there. */
  void uploadDeletions(Bucket from, BlockFolder block, BlockMeta meta, Labels externalLabels)
      throws IOException {
    upload(from, block, meta, externalLabels, deletions(block));
  }

  /** All of a block but its meta.json. */
  private static List<ObjectInfo> content(BlockFolder block) {
    List<ObjectInfo> content = new ArrayList<>(block.segments());
    content.add(Objects.requireNonNull(block.index()));
    content.addAll(deletions(block));
    return content;
  }

  private static List<ObjectInfo> deletions(BlockFolder block) {
    ObjectInfo tombstones = block.tombstones();
    return tombstones == null || tombstones.size() <= EMPTY_TOMBSTONES
        ? List.of()
        : List.of(tombstones);
  }

  private void upload(
      Bucket from,
      BlockFolder block,
      BlockMeta meta,
      Labels externalLabels,
      List<ObjectInfo> copied)
      throws IOException {
    String folder = meta.ulid() + "/";
    long total = copied.stream().mapToLong(ObjectInfo::size).sum();
    long done = 0;
    listener.progress(Step.UPLOAD, 0, total);
    for (ObjectInfo object : copied) {
      done = copy(from, object, folder + path(block, object), done, total);
    }
    List<ThanosMeta.File> files = new ArrayList<>();
    for (ObjectInfo object : content(block)) {
      files.add(new ThanosMeta.File(path(block, object), object.size()));
    }
    files.add(new ThanosMeta.File(MetaFile.NAME, 0));
    BlockMeta complete = meta.withThanos(thanos(meta.thanos(), externalLabels, block, files));
    String missing = folder(meta.ulid()).missing(complete);
    if (missing != null) {
      throw new IOException(
          folder + missing + " was uploaded, but the bucket does not have it in its full size");
    }
    bucket.put(folder + MetaFile.NAME, MetaFile.bytes(complete));
    there.add(meta.ulid());
  }

  private static String path(BlockFolder block, ObjectInfo object) {
    return object.key().substring(block.ulid().toString().length() + 1);
  }

  private static ThanosMeta thanos(
      @Nullable ThanosMeta old,
      Labels externalLabels,
      BlockFolder block,
      List<ThanosMeta.File> files) {
    ThanosMeta base = old == null ? ThanosMeta.of(externalLabels, MAKER) : old;
    List<String> segments =
        block.segments().stream()
            .map(segment -> segment.key().substring(segment.key().lastIndexOf('/') + 1))
            .toList();
    return new ThanosMeta(
        externalLabels,
        base.resolution(),
        base.source(),
        segments,
        files,
        base.rewrites(),
        base.mostSeriesBytes(),
        base.mostChunkBytes(),
        base.uploadTime());
  }

  private long copy(Bucket from, ObjectInfo object, String to, long before, long total)
      throws IOException {
    long done = before;
    byte[] bytes = new byte[COPIED_AT_ONCE];
    try (InputStream in = from.get(object.key());
        Upload upload = bucket.upload(to)) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        upload.write(bytes, 0, n);
        done += n;
        listener.progress(Step.UPLOAD, done, total);
      }
      upload.commit();
    }
    return done;
  }
}
