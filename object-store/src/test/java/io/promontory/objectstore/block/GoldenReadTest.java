package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexHeaderFile;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.PostingsTable;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleDigest;
import io.promontory.series.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that Prometheus and Thanos wrote are read as they were recorded. */
class GoldenReadTest {
  @TempDir private Path temporary;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void everySampleIsThere(JsonNode line) throws Exception {
    BlockReader block = GoldenBlocks.open(line);
    List<GoldenBlocks.Stored> all = GoldenBlocks.series(block);
    assertThat(all).hasSize(line.get("numSeries").asInt());
    assertThat(all.stream().mapToInt(one -> one.metas().size()).sum())
        .isEqualTo(line.get("numChunks").asInt());
    if (!line.has("sha256")) {
      assertThat(all).allMatch(one -> one.records().stream().allMatch(r -> r.isAggregate()));
      return;
    }
    SampleDigest digest = new SampleDigest();
    Map<Labels, GoldenBlocks.Stored> byLabels = new HashMap<>();
    for (GoldenBlocks.Stored one : all) {
      digest.add(one.flatLabels(), one.chunks());
      byLabels.put(one.labels(), one);
    }
    assertThat(digest.hex()).isEqualTo(line.get("sha256").asText());
    for (JsonNode expected : line.path("seriesDigests")) {
      GoldenBlocks.Stored one = byLabels.get(labels(expected.get("labels")));
      SampleDigest single = new SampleDigest();
      single.add(one.flatLabels(), one.chunks());
      assertThat(single.hex()).isEqualTo(expected.get("sha256").asText());
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void chunksOfASeriesAreReadTogether(JsonNode line) {
    if (!line.has("sha256")) {
      return;
    }
    BlockReader block = GoldenBlocks.open(line);
    SeriesEntry entry = new SeriesEntry();
    for (GoldenBlocks.Stored one : GoldenBlocks.series(block)) {
      block.index().series(one.id(), entry);
      List<Chunk> together = block.segments().samples(entry);
      List<Chunk> single = one.chunks();
      assertThat(together).hasSameSizeAs(single);
      for (int i = 0; i < single.size(); i++) {
        assertThat(payload(together.get(i))).isEqualTo(payload(single.get(i)));
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void indexSaysWhatWasRecorded(JsonNode line) throws Exception {
    BlockReader block = GoldenBlocks.open(line);
    IndexHeader direct = IndexHeader.open(block.index().index());
    checkIndex(line, new IndexReader(block.index().index(), direct));
    Path copy = temporary.resolve("header");
    IndexHeaderFile.fetch(block.index().index(), copy);
    try (LocalFile file = new LocalFile(block.index().index().name(), copy)) {
      IndexHeader header = IndexHeaderFile.open(file);
      checkIndex(line, new IndexReader(block.index().index(), header));
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      IndexHeaderFile.write(direct, written);
      assertThat(copy).hasBinaryContent(written.toByteArray());
      assertThat(header.toc()).isEqualTo(block.index().header().toc());
      SeriesEntry entry = new SeriesEntry();
      IndexReader read = new IndexReader(block.index().index(), header);
      for (int id : read.allSeries()) {
        read.series(id, entry);
        assertThat(read.labels(entry)).isEqualTo(block.index().labels(entry));
      }
    }
  }

  private static void checkIndex(JsonNode line, IndexReader index) {
    IndexHeader header = index.header();
    PostingsTable table = header.postings();
    assertThat(header.version()).isEqualTo(line.get("indexVersion").asInt());
    assertThat(header.symbols().size()).isEqualTo(line.get("symbols").asInt());
    assertThat(header.indexSize()).isEqualTo(line.get("indexBytes").asLong());
    assertThat(table.size()).isEqualTo(line.get("postingLists").asInt());
    assertThat(table.names()).hasSize(line.get("labelNames").asInt());
    assertThat(index.allSeries()).hasSize(line.get("numSeries").asInt());
    line.path("labelValues")
        .properties()
        .forEach(
            label -> {
              List<String> values = new ArrayList<>();
              table.forEachValue(label.getKey(), (value, list) -> values.add(value));
              assertThat(values).hasSize(label.getValue().asInt());
              assertThat(table.valueCount(label.getKey())).isEqualTo(values.size());
              for (String value : values) {
                assertThat(index.postings(label.getKey(), value)).isNotEmpty();
                List<String> from = new ArrayList<>();
                table.forEachValueFrom(
                    label.getKey(),
                    value,
                    (next, list) -> {
                      from.add(next);
                      return false;
                    });
                assertThat(from).containsExactly(value);
              }
              assertThat(index.postings(label.getKey(), "\u0001 no such value")).isEmpty();
            });
    for (JsonNode posting : line.path("postings")) {
      assertThat(index.postings(posting.get("name").asText(), posting.get("value").asText()))
          .hasSize(posting.get("count").asInt());
    }
    assertThat(index.postings("no such label", "x")).isEmpty();
  }

  private static Labels labels(JsonNode json) {
    Map<String, String> map = new HashMap<>();
    json.properties().forEach(label -> map.put(label.getKey(), label.getValue().asText()));
    return Labels.of(map);
  }

  private static byte[] payload(Chunk chunk) {
    return Arrays.copyOfRange(chunk.data(), chunk.offset(), chunk.offset() + chunk.length());
  }
}
