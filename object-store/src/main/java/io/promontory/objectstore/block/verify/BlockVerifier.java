package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.BucketFile;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one block: its files and their sizes, its index (checksums; symbols, series, labels and
 * posting lists in order; posting lists and series consistent both ways), its chunks (checksums,
 * samples, times, no byte that belongs to none), its tombstones, and what its meta.json says of all
 * that. Memory: 4 bytes for each series, 8 for each symbol, and about 100 MiB. Used once.
 */
public final class BlockVerifier {
  private static final int MOST_MISSING = 10_000;

  private final Bucket bucket;
  private final BlockFolder folder;
  private final VerifyProgress progress;
  private final Findings findings;
  private final List<BlockFile> segmentFiles = new ArrayList<>();
  private long series;
  private long samples;

  private BlockVerifier(Bucket bucket, BlockFolder folder, VerifyProgress progress) {
    this.bucket = bucket;
    this.folder = folder;
    this.progress = progress;
    this.findings = new Findings(folder.ulid().toString());
  }

  /**
   * Checks a block that lies at the top of a bucket.
   *
   * @throws io.promontory.objectstore.bucket.BucketException if the bucket fails
   */
  public static VerifyReport verify(Bucket bucket, BlockFolder folder, VerifyProgress progress) {
    return new BlockVerifier(bucket, folder, progress).run();
  }

  private VerifyReport run() {
    BlockMeta meta = new FilesCheck(bucket, folder, findings).run();
    openSegments();
    ChunkCheck chunks = new ChunkCheck(new Segments(segmentFiles), findings);
    int[] ids = null;
    if (folder.index() != null) {
      ids = index(file("index", folder.index()), meta, chunks);
    }
    if (ids == null) {
      chunks.scan();
    }
    tombstones(ids, meta);
    return new VerifyReport(
        folder.ulid(), findings.kept(), findings.count(), series, chunks.chunks(), samples);
  }

  /** Opens the segments; in place of one that is missing, a file without bytes. */
  private void openSegments() {
    for (ObjectInfo segment : folder.segments()) {
      String path = segment.key().substring(segment.key().lastIndexOf("chunks/"));
      for (int missing = 0; missing < MOST_MISSING; missing++) {
        String next = BlockFolder.segmentName(segmentFiles.size());
        if (next.equals(path)) {
          break;
        }
        segmentFiles.add(new BytesFile(name(next), new byte[0]));
      }
      segmentFiles.add(file(path, segment));
    }
  }

  private BlockFileName name(String path) {
    return new BlockFileName(folder.ulid().toString(), path);
  }

  private BlockFile file(String path, ObjectInfo object) {
    return new BucketFile(bucket, name(path), object);
  }

  /** Checks index and chunks; returns the ids of all series, or null if they are not known. */
  private int @Nullable [] index(BlockFile file, @Nullable BlockMeta meta, ChunkCheck chunks) {
    int[][] ids = new int[1][];
    findings.within(
        () -> {
          IndexHeader header = IndexHeader.open(file);
          IndexReader index = new IndexReader(file, header);
          ids[0] = index.allSeries();
          SymbolHashes symbols = new SymbolHashes(header);
          SeriesCheck check = new SeriesCheck(index, meta, symbols, chunks, findings);
          long total = file.size() + segmentFiles.stream().mapToLong(BlockFile::size).sum();
          check.run(ids[0], () -> progress.bytes(chunks.bytes(), total));
          series = check.series();
          if (check.damaged().isEmpty()) {
            chunks.finish();
          }
          if (meta != null) {
            stats(meta, ids[0].length, check, chunks);
          }
          new PostingsCheck(index, ids[0], symbols, check.damaged(), findings).run(check.labels());
          progress.bytes(total, total);
        });
    samples = samples(chunks);
    return ids[0];
  }

  private void stats(BlockMeta meta, int listed, SeriesCheck check, ChunkCheck chunks) {
    BlockStats said = meta.stats();
    compare("series", said.series(), listed);
    if (!check.damaged().isEmpty() || findings.count() > 0) {
      return; // What is damaged was not counted.
    }
    compare("chunks", said.chunks(), chunks.chunks());
    compare("samples", said.samples(), samples(chunks));
    // Those of a downsampled block count the samples of its raw one.
    if (meta.resolution() == 0 && said.floatSamples() + said.histogramSamples() > 0) {
      compare("samples that are floats", said.floatSamples(), chunks.floats());
      compare("samples that are histograms", said.histogramSamples(), chunks.histograms());
    }
  }

  private static long samples(ChunkCheck chunks) {
    return chunks.floats() + chunks.histograms() + chunks.windows();
  }

  private void compare(String what, long said, long found) {
    if (said != found) {
      findings.add(MetaFile.NAME, -1, "says " + said + " " + what + ", but there are " + found);
    }
  }

  private void tombstones(int @Nullable [] ids, @Nullable BlockMeta meta) {
    Tombstones[] read = {Tombstones.NONE};
    if (!findings.within(() -> read[0] = BlockReader.tombstones(bucket, folder))) {
      return;
    }
    for (int id : read[0].series()) {
      if (ids != null && !SeriesCheck.has(ids, id)) {
        findings.add(
            "tombstones",
            -1,
            "delete from series " + Integer.toUnsignedString(id) + ", which is none");
      }
    }
    if (meta != null && meta.stats().tombstones() != read[0].intervals()) {
      compare("deleted intervals", meta.stats().tombstones(), read[0].intervals());
    }
  }
}
