package io.promontory.objectstore.block.read;

import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Finds the blocks at the top of a bucket, partial ones too. */
public final class BlockList {
  private BlockList() {}

  /**
   * All blocks, by one listing of everything in the bucket.
   *
   * @return in the order of their ULIDs
   */
  public static List<BlockFolder> folders(Bucket bucket) {
    Map<Ulid, List<ObjectInfo>> objects = new TreeMap<>();
    bucket
        .pages("", Bucket.Depth.RECURSIVE)
        .forEachRemaining(page -> page.objects().forEach(object -> add(object, objects)));
    List<BlockFolder> folders = new ArrayList<>(objects.size());
    objects.forEach((ulid, own) -> folders.add(BlockFolder.of(ulid, ulid + "/", own)));
    return folders;
  }

  private static void add(ObjectInfo object, Map<Ulid, List<ObjectInfo>> into) {
    int slash = object.key().indexOf('/');
    Optional<Ulid> ulid =
        slash < 0 ? Optional.empty() : Ulid.parse(object.key().substring(0, slash));
    ulid.ifPresent(block -> into.computeIfAbsent(block, key -> new ArrayList<>()).add(object));
  }

  /**
   * All blocks with what they say of themselves; those whose meta.json is missing or damaged too.
   *
   * @param executor runs the reads of the metas, as many at a time as it likes
   * @throws io.promontory.objectstore.bucket.BucketException if the bucket fails
   */
  public static List<ListedBlock> blocks(Bucket bucket, Executor executor) {
    List<CompletableFuture<ListedBlock>> reads =
        folders(bucket).stream()
            .map(folder -> CompletableFuture.supplyAsync(() -> block(bucket, folder), executor))
            .toList();
    try {
      return reads.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BucketException failed) {
        throw failed;
      }
      throw e;
    }
  }

  private static ListedBlock block(Bucket bucket, BlockFolder folder) {
    String missing = folder.missing();
    if (folder.meta() == null) {
      return new ListedBlock(folder, null, missing + " is missing");
    }
    try {
      BlockMeta meta = BlockReader.meta(bucket, folder);
      missing = missing == null ? folder.missing(meta) : missing;
      return new ListedBlock(
          folder, meta, missing == null ? null : missing + " is missing, or of another size");
    } catch (CorruptBlockException e) {
      return new ListedBlock(folder, null, e.getMessage());
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.NOT_FOUND) {
        return new ListedBlock(folder, null, "was deleted meanwhile");
      }
      throw e;
    }
  }

  /** One block; its files may all be missing. */
  public static BlockFolder folder(Bucket bucket, Ulid ulid) {
    String prefix = ulid + "/";
    return BlockFolder.of(ulid, prefix, bucket.list(prefix, Bucket.Depth.RECURSIVE).objects());
  }
}
