package io.promontory.objectstore.block;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.index.ChunkMeta;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Recorded blocks, opened through a bucket. */
final class GoldenBlocks {
  private GoldenBlocks() {}

  /** What is known of each block; none where the reference data is absent. */
  static Stream<JsonNode> lines() {
    return Reference.present()
        ? JsonLines.reference("golden", "blocks.jsonl").stream()
        : Stream.of();
  }

  static Path folder(JsonNode line) {
    return Reference.path("golden", "blocks", line.get("set").asText(), line.get("ulid").asText());
  }

  static BlockReader open(JsonNode line) {
    return open(folder(line));
  }

  static BlockReader open(Path folder) {
    Bucket bucket = new FilesystemBucket(folder.getParent());
    return BlockReader.open(bucket, listed(bucket, folder.getFileName().toString()));
  }

  static BlockFolder listed(Bucket bucket, String ulid) {
    String prefix = ulid + "/";
    return BlockFolder.of(
        Ulid.of(ulid), prefix, bucket.list(prefix, Bucket.Depth.RECURSIVE).objects());
  }

  /** A series with all that its index says of it and the records of its chunks. */
  record Stored(int id, Labels labels, List<ChunkMeta> metas, List<ChunkRecord> records) {
    List<String> flatLabels() {
      List<String> flat = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        flat.add(labels.name(i));
        flat.add(labels.value(i));
      }
      return flat;
    }

    List<Chunk> chunks() {
      List<Chunk> chunks = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        chunks.add(records.get(i).samples(metas.get(i).minTime(), metas.get(i).maxTime()));
      }
      return chunks;
    }
  }

  /** All series, their chunks read one by one. */
  static List<Stored> series(BlockReader block) {
    List<Stored> all = new ArrayList<>();
    SeriesEntry entry = new SeriesEntry();
    for (int id : block.index().allSeries()) {
      block.index().series(id, entry);
      List<ChunkMeta> metas = new ArrayList<>();
      List<ChunkRecord> records = new ArrayList<>();
      for (int i = 0; i < entry.chunkCount(); i++) {
        metas.add(entry.chunk(i));
        records.add(block.segments().read(entry.ref(i)));
      }
      all.add(new Stored(id, block.index().labels(entry), metas, records));
    }
    return all;
  }
}
