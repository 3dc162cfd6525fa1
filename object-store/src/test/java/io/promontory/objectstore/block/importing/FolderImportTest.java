package io.promontory.objectstore.block.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImportTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final Labels EU = Labels.of("cluster", "eu");

  @TempDir private Path data;

  /** As Prometheus deletes: beside the block, which keeps its name. */
  private void delete(int samples) throws IOException {
    Tombstones.Builder deleted = new Tombstones.Builder();
    deleted.add(5, new Interval(0, samples - 1));
    Path folder = data.resolve(BLOCK.toString());
    Files.write(folder.resolve("tombstones"), TombstonesFile.bytes(deleted.build()));
    Path meta = folder.resolve("meta.json");
    Files.writeString(
        meta,
        Files.readString(meta)
            .replaceFirst("\"numSamples\"", "\"numTombstones\": " + samples + ", \"numSamples\""));
  }

  @Test
  void whatWasDeletedSinceIsDeletedThereToo() throws Exception {
    try (BlockWriter writer = BlockWriter.create(data, BLOCK, new WriterOptions(1 << 20, 500))) {
      XorWriter chunk = new XorWriter();
      for (int k = 0; k < 10; k++) {
        chunk.append(k, k);
      }
      writer.add(Labels.of("__name__", "m"), List.of(chunk.toChunk()));
      writer.finish(meta -> meta);
    }
    Bucket to = new MemoryBucket(InstantSource.system());
    List<Boolean> known = new ArrayList<>();
    ImportListener listener =
        new ImportListener() {
          @Override
          public void block(BlockMeta meta, boolean isKnown) {
            known.add(isKnown);
          }
        };
    FolderImport imports = new FolderImport(new FilesystemBucket(data), EU, listener);
    assertThat(imports.run(to, Set.of())).isOne();
    assertThat(imports.run(to, Set.of(BLOCK))).isZero();
    delete(3);
    assertThat(imports.run(to, Set.of())).isZero();
    assertThat(imports.run(to, Set.of())).isZero();
    assertThat(known).containsExactly(false, true, false, true);
    BlockFolder folder = BlockList.folder(to, BLOCK);
    BlockMeta meta = BlockReader.meta(to, folder);
    assertThat(folder.missing(meta)).isNull();
    assertThat(meta.externalLabels()).isEqualTo(EU);
    assertThat(to.get(BLOCK + "/tombstones").readAllBytes())
        .isEqualTo(Files.readAllBytes(data.resolve(BLOCK + "/tombstones")));
  }
}
