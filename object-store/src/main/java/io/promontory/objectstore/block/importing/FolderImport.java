package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.ImportListener.Step;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.block.verify.VerifyReport;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies blocks, such as those of a Prometheus' data folder, into a bucket under the names that
 * they have, with external labels. Each is checked before: nothing damaged is copied. Samples of
 * the write-ahead log are in no block yet and stay where they are.
 */
public final class FolderImport {
  private final Bucket from;
  private final Labels externalLabels;
  private final ImportListener listener;

  /**
   * @param from bucket that has the blocks at its top
   * @param externalLabels in place of those that the blocks have; empty to keep those
   */
  public FolderImport(Bucket from, Labels externalLabels, ImportListener listener) {
    this.from = from;
    this.externalLabels = externalLabels;
    this.listener = listener;
  }

  /**
   * Copies all blocks, or only those that are named; of those that are there already, what was
   * deleted from them since.
   *
   * @param only empty for all
   * @return how many are in the destination now and were not before
   * @throws ImportException if a block is damaged, has a label of the external ones, or is in the
   *     destination with other external labels; blocks before it are copied then
   */
  public int run(Bucket to, Set<Ulid> only) throws IOException {
    Destination destination = new Destination(to, listener);
    List<BlockFolder> folders =
        only.isEmpty()
            ? BlockList.folders(from)
            : only.stream().sorted().map(ulid -> BlockList.folder(from, ulid)).toList();
    Set<Ulid> replaced = replaced(folders);
    int copied = 0;
    for (BlockFolder folder : folders) {
      String ulid = folder.ulid().toString();
      if (folder.isPartial()) {
        listener.skipped(ulid, folder.missing() + " is missing");
      } else if (replaced.contains(folder.ulid())) {
        listener.skipped(ulid, "another block has its samples");
      } else {
        copied += copy(folder, destination) ? 1 : 0;
      }
    }
    return copied;
  }

  /** Blocks that were compacted into others and wait for their deletion. */
  private Set<Ulid> replaced(List<BlockFolder> folders) {
    Set<Ulid> replaced = new HashSet<>();
    for (BlockFolder folder : folders) {
      if (!folder.isPartial()) {
        BlockReader.meta(from, folder).compaction().parents().stream()
            .map(Compaction.Parent::ulid)
            .forEach(replaced::add);
      }
    }
    return replaced;
  }

  /** Whether the block was not there before. */
  private boolean copy(BlockFolder folder, Destination destination) throws IOException {
    BlockMeta own = BlockReader.meta(from, folder);
    Labels labels = externalLabels.isEmpty() ? own.externalLabels() : externalLabels;
    BlockMeta known = destination.whole(folder.ulid());
    if (known != null) {
      if (!known.externalLabels().equals(labels)) {
        throw new ImportException(
            "block %s is there already, with the external labels %s, not %s"
                .formatted(folder.ulid(), known.externalLabels(), labels));
      }
      boolean isAsKnown = known.stats().tombstones() == own.stats().tombstones();
      if (!isAsKnown) {
        destination.uploadDeletions(from, folder, own, labels);
      }
      listener.block(own, isAsKnown);
      return false;
    }
    VerifyReport report =
        BlockVerifier.verify(
            from, folder, (done, total) -> listener.progress(Step.CHECK, done, total));
    if (!report.isWhole()) {
      throw new ImportException(
          "damaged and not imported: "
              + report.findings().getFirst()
              + (report.found() > 1 ? " (and " + (report.found() - 1) + " problems more)" : ""));
    }
    BlockReader block = BlockReader.open(from, folder);
    for (String name : block.index().header().postings().names()) {
      if (labels.has(name)) {
        throw new ImportException(
            "block %s has series with the label \"%s\", which the external label of that name would hide"
                .formatted(folder.ulid(), name));
      }
    }
    destination.upload(from, folder, own, labels);
    listener.block(own, false);
    return true;
  }
}
