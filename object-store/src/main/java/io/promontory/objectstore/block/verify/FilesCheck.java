package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which files of a block are there, and what its small ones say. */
final class FilesCheck {
  private static final int MOST_MARK_BYTES = 1 << 20;

  private final Bucket bucket;
  private final BlockFolder folder;
  private final Findings findings;

  FilesCheck(Bucket bucket, BlockFolder folder, Findings findings) {
    this.bucket = bucket;
    this.folder = folder;
    this.findings = findings;
  }

  /** Checks the files; returns what the block says of itself, or null if it cannot be read. */
  @Nullable BlockMeta run() {
    if (folder.meta() == null) {
      findings.add(
          MetaFile.NAME, -1, "is missing: the block was not uploaded, or deleted, in whole");
    }
    if (folder.index() == null) {
      findings.add("index", -1, "is missing");
    }
    Map<String, ObjectInfo> there = new HashMap<>();
    for (ObjectInfo segment : folder.segments()) {
      there.put(path(segment), segment);
    }
    for (int i = 0, left = folder.segments().size(); left > 0; i++) {
      String name = BlockFolder.segmentName(i);
      if (there.containsKey(name)) {
        left--;
      } else if (i < folder.segments().size() + there.size()) {
        findings.add(name, -1, "is missing, though a later segment is there");
      } else {
        break;
      }
    }
    folder.marks().forEach(this::mark);
    BlockMeta[] meta = new BlockMeta[1];
    if (folder.meta() != null) {
      findings.within(() -> meta[0] = BlockReader.meta(bucket, folder));
    }
    if (meta[0] != null) {
      said(meta[0], there);
    }
    return meta[0];
  }

  private String path(ObjectInfo object) {
    int start = object.key().lastIndexOf(folder.ulid() + "/");
    return object.key().substring(start + folder.ulid().toString().length() + 1);
  }

  private void mark(BlockMark.Kind kind) {
    String key = folder.ulid() + "/" + kind.file();
    Optional<ObjectInfo> object = bucket.head(key);
    if (object.isPresent()) {
      BlockFileName name = new BlockFileName(folder.ulid().toString(), kind.file());
      findings.within(() -> BlockMark.parse(kind, name, bucket.getRange(key, 0, MOST_MARK_BYTES)));
    }
  }

  /** Compares the files with those that the block says it has. */
  private void said(BlockMeta meta, Map<String, ObjectInfo> segments) {
    if (meta.stats().chunks() > 0 && folder.segments().isEmpty()) {
      findings.add(BlockFolder.segmentName(0), -1, "is missing, though the block has chunks");
    }
    ThanosMeta thanos = meta.thanos();
    if (thanos == null) {
      return;
    }
    Map<String, ObjectInfo> there = new HashMap<>(segments);
    if (folder.index() != null) {
      there.put("index", folder.index());
    }
    for (ThanosMeta.File file : thanos.files()) {
      ObjectInfo object = there.get(file.path());
      boolean known = file.path().equals("index") || file.path().startsWith("chunks/");
      if (object == null) {
        if (known) {
          findings.add(file.path(), -1, "is missing, though meta.json lists it");
        }
      } else if (file.size() != 0 && file.size() != object.size()) {
        findings.add(
            file.path(), -1, "has " + object.size() + " bytes, but meta.json says " + file.size());
      }
    }
    for (String segment : thanos.segmentFiles()) {
      boolean listed =
          thanos.files().stream().anyMatch(file -> file.path().equals("chunks/" + segment));
      if (!listed && !segments.containsKey("chunks/" + segment)) {
        findings.add("chunks/" + segment, -1, "is missing, though meta.json lists it");
      }
    }
  }
}
