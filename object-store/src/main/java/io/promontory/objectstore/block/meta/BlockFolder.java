package io.promontory.objectstore.block.meta;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a block in a bucket, as a listing shows them.
 *
 * @param meta null if there is none: the block is being uploaded, or being deleted
 * @param segments chunk files in order
 * @param tombstones null if nothing was deleted
 */
public record BlockFolder(
    Ulid ulid,
    @Nullable ObjectInfo meta,
    @Nullable ObjectInfo index,
    List<ObjectInfo> segments,
    @Nullable ObjectInfo tombstones,
    Set<BlockMark.Kind> marks) {
  private static final String CHUNKS = "chunks/";
  private static final int SEGMENT_DIGITS = 6;

  public BlockFolder {
    segments = List.copyOf(segments);
    marks = Set.copyOf(marks);
  }

  /** The block whose folder a prefix of keys is; empty if it is none. */
  public static Optional<Ulid> ulidOf(String prefix) {
    String path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return Ulid.parse(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * @param prefix the folder, with a slash at the end
   * @param objects all that lies in it, sorted by key
   */
  public static BlockFolder of(Ulid ulid, String prefix, List<ObjectInfo> objects) {
    ObjectInfo meta = null;
    ObjectInfo index = null;
    ObjectInfo tombstones = null;
    List<ObjectInfo> segments = new ArrayList<>();
    Set<BlockMark.Kind> marks = EnumSet.noneOf(BlockMark.Kind.class);
    for (ObjectInfo object : objects) {
      String path = object.key().substring(prefix.length());
      switch (path) {
        case MetaFile.NAME -> meta = object;
        case "index" -> index = object;
        case "tombstones" -> tombstones = object;
        default -> {
          if (isSegment(path)) {
            segments.add(object);
          }
          for (BlockMark.Kind kind : BlockMark.Kind.values()) {
            if (kind.file().equals(path)) {
              marks.add(kind);
            }
          }
        }
      }
    }
    return new BlockFolder(ulid, meta, index, segments, tombstones, marks);
  }

  private static boolean isSegment(String path) {
    return path.startsWith(CHUNKS)
        && path.length() >= CHUNKS.length() + SEGMENT_DIGITS
        && path.chars().skip(CHUNKS.length()).allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether it must be left alone: its upload or deletion is under way, or broke off. */
  public boolean isPartial() {
    return missing() != null;
  }

  /** The first file that is missing, or null if it is whole. */
  public @Nullable String missing() {
    if (meta == null) {
      return MetaFile.NAME;
    }
    if (index == null) {
      return "index";
    }
    for (int i = 0; i < segments.size(); i++) {
      String name = segmentName(i);
      if (!segments.get(i).key().endsWith("/" + name)) {
        return name;
      }
    }
    return null;
  }

  /**
   * The first file that the block says it has, but that is missing or has another size; null if
   * there is none. A block that Thanos had no hand in does not say.
   */
  public @Nullable String missing(BlockMeta said) {
    ThanosMeta thanos = said.thanos();
    if (thanos == null) {
      return null;
    }
    for (ThanosMeta.File file : thanos.files()) {
      boolean expected = file.path().equals("index") || isSegment(file.path());
      if (expected && !isThere(file)) {
        return file.path();
      }
    }
    for (String segment : thanos.segmentFiles()) {
      if (!isThere(new ThanosMeta.File(CHUNKS + segment, 0))) {
        return CHUNKS + segment;
      }
    }
    return null;
  }

  private boolean isThere(ThanosMeta.File file) {
    for (ObjectInfo segment : segments) {
      if (segment.key().endsWith("/" + file.path())) {
        return file.size() == 0 || file.size() == segment.size();
      }
    }
    return index != null
        && file.path().equals("index")
        && (file.size() == 0 || file.size() == index.size());
  }

  /** Path in the block of a segment, from 0. */
  public static String segmentName(int segment) {
    String number = Integer.toString(segment + 1);
    return CHUNKS + "0".repeat(Math.max(0, SEGMENT_DIGITS - number.length())) + number;
  }
}
