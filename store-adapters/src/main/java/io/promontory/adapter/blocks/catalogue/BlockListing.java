package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Gathers the blocks of a recursive listing, page by page; pages may come in any order. */
final class BlockListing {
  /** Blocks of one bucket, and files of one block: whoever has more uses a prefix, or is ill. */
  private static final int MOST_BLOCKS = 500_000;

  private static final int MOST_FILES = 100_000;
  private static final String DELETION = BlockMark.Kind.DELETION.file();

  private final Map<Ulid, List<ObjectInfo>> files = new HashMap<>();
  private @Nullable Ulid lastUlid;
  private List<ObjectInfo> lastFiles = List.of();

  /**
   * Adds a page.
   *
   * @param onMeta told of each block's meta.json
   * @throws BucketException of kind MISCONFIGURED if there is more than anybody has
   */
  void add(Listing page, BiConsumer<Ulid, ObjectInfo> onMeta) {
    for (ObjectInfo object : page.objects()) {
      String key = object.key();
      if (key.length() <= Ulid.LENGTH || key.charAt(Ulid.LENGTH) != '/') {
        continue;
      }
      List<ObjectInfo> block = filesOf(key);
      if (block == null) {
        continue;
      }
      if (block.size() == MOST_FILES) {
        throw tooMuch(MOST_FILES + " objects in " + key.substring(0, Ulid.LENGTH));
      }
      block.add(object);
      if (lastUlid != null && isNamed(key, MetaFile.NAME)) {
        onMeta.accept(lastUlid, object);
      }
    }
  }

  private @Nullable List<ObjectInfo> filesOf(String key) {
    Ulid last = lastUlid;
    if (last != null && key.startsWith(last.toString())) {
      return lastFiles;
    }
    Optional<Ulid> ulid = Ulid.parse(key.substring(0, Ulid.LENGTH));
    if (ulid.isEmpty()) {
      return null;
    }
    lastUlid = ulid.get();
    lastFiles = files.computeIfAbsent(ulid.get(), fresh -> new ArrayList<>(6));
    if (files.size() > MOST_BLOCKS) {
      throw tooMuch(MOST_BLOCKS + " blocks");
    }
    return lastFiles;
  }

  private static boolean isNamed(String key, String file) {
    return key.length() == Ulid.LENGTH + 1 + file.length() && key.endsWith(file);
  }

  private static BucketException tooMuch(String what) {
    return new BucketException(
        Kind.MISCONFIGURED, "the bucket has more than " + what + "; set bucket.prefix");
  }

  /** The blocks, once all pages were added. */
  Map<Ulid, ListedBlock> finish() {
    Map<Ulid, ListedBlock> blocks = HashMap.newHashMap(files.size());
    files.forEach(
        (ulid, objects) -> {
          objects.sort((a, b) -> a.key().compareTo(b.key()));
          ObjectInfo mark = null;
          for (ObjectInfo object : objects) {
            mark = isNamed(object.key(), DELETION) ? object : mark;
          }
          blocks.put(ulid, new ListedBlock(BlockFolder.of(ulid, ulid + "/", objects), mark));
        });
    return blocks;
  }
}
