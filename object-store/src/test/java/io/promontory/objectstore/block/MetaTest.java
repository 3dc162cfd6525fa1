package io.promontory.objectstore.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.series.labels.Labels;
import io.promontory.series.testing.Reference;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What blocks say of themselves. */
class MetaTest {
  private static final BlockFileName NAME = new BlockFileName("b", "meta.json");
  private static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");

  @Test
  void ulidsAreTextAndTime() {
    assertThat(ULID).hasToString("01M7WM85QD85D1F8W77TR13NPJ");
    Ulid fresh =
        Ulid.create(InstantSource.fixed(Instant.ofEpochMilli(1768003200123L)), new Random(1));
    assertThat(fresh.millis()).isEqualTo(1768003200123L);
    assertThat(Ulid.of(fresh.toString())).isEqualTo(fresh);
    assertThat(Ulid.of("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isGreaterThan(fresh);
    assertThat(Ulid.parse("8ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isEmpty();
    assertThat(Ulid.parse("01M7WM85QD85D1F8W77TR13NPU")).isEmpty();
    assertThat(Ulid.parse("01m7wm85qd85d1f8w77tr13npj")).isEmpty();
    assertThat(Ulid.parse("")).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void recordedOnesAreUnderstood(JsonNode line) throws Exception {
    BlockMeta meta =
        MetaFile.parse(NAME, Files.readAllBytes(GoldenBlocks.folder(line).resolve("meta.json")));
    assertThat(meta.ulid()).hasToString(line.get("ulid").asText());
    assertThat(meta.minTime()).isEqualTo(line.get("minTime").asLong());
    assertThat(meta.maxTime()).isEqualTo(line.get("maxTime").asLong());
    assertThat(meta.stats().samples()).isEqualTo(line.get("numSamples").asLong());
    assertThat(meta.stats().series()).isEqualTo(line.get("numSeries").asLong());
    assertThat(meta.compaction().level()).isEqualTo(line.get("level").asInt());
    assertThat(meta.compaction().hints()).hasSize(line.path("hints").size());
    assertThat(meta.resolution()).isEqualTo(line.path("resolution").asLong(0));
    if (line.get("set").asText().equals("truth")) {
      // Its files stay as Prometheus wrote them, without the labels that the list gives them.
      assertThat(meta.thanos()).isNull();
    } else if (line.has("externalLabels")) {
      assertThat(meta.externalLabels().size()).isEqualTo(line.get("externalLabels").size());
      assertThat(meta.externalLabels().get("cluster"))
          .isEqualTo(line.at("/externalLabels/cluster").asText());
    }
  }

  @Test
  void unknownKeysStay() {
    String text =
        """
        {"ulid":"01M7WM85QD85D1F8W77TR13NPJ","minTime":1,"maxTime":9,"odd":[1,{"a":null}],
         "stats":{"numSamples":3,"numBlanks":4},
         "compaction":{"level":2,"parents":[{"ulid":"01M7WM85QD85D1F8W77TR13NPJ","minTime":1,
           "maxTime":2,"mood":"good"}]},
         "version":1,
         "thanos":{"labels":{"a":"1"},"downsample":{"resolution":0},"source":"x",
           "rewrites":[{"sources":[],"deletions_applied":[{"matchers":"m"}]}],
           "extensions":{"parquet_migrated":true}}}
        """;
    BlockMeta meta = MetaFile.parse(NAME, text.getBytes(UTF_8));
    ThanosMeta thanos = ThanosMeta.of(Labels.of("b", "2"), "bucket.rewrite");
    BlockMeta changed =
        meta.withStats(new BlockStats(0, 7, 0, 0, 0, 0))
            .withThanos(
                new ThanosMeta(
                    thanos.labels(),
                    300_000,
                    thanos.source(),
                    List.of("000001"),
                    List.of(new ThanosMeta.File("index", 5)),
                    meta.thanos().rewrites(),
                    9,
                    0,
                    null));
    String written = new String(MetaFile.bytes(changed), UTF_8);
    assertThat(written)
        .contains("\"odd\": [", "\"a\": null", "\"numBlanks\": 4", "\"mood\": \"good\"")
        .contains("\"deletions_applied\"", "\"parquet_migrated\": true", "\"numFloatSamples\": 7")
        .contains("\"resolution\": 300000", "\"rel_path\": \"index\"", "\"b\": \"2\"")
        .doesNotContain("\"a\": \"1\"", "numSamples");
    BlockMeta again = MetaFile.parse(NAME, written.getBytes(UTF_8));
    assertThat(again.stats()).isEqualTo(changed.stats());
    assertThat(again.thanos()).isEqualTo(changed.thanos());
    assertThat(again.compaction()).isEqualTo(meta.compaction());
  }

  @Test
  void newOnesLookLikeThoseOfPrometheus() {
    BlockMeta meta =
        new BlockMeta(ULID, 1000, 2000, new BlockStats(2, 2, 0, 1, 1, 0), Compaction.fresh(ULID));
    assertThat(new String(MetaFile.bytes(meta), UTF_8))
        .isEqualTo(
            """
            {
            \t"ulid": "01M7WM85QD85D1F8W77TR13NPJ",
            \t"minTime": 1000,
            \t"maxTime": 2000,
            \t"stats": {
            \t\t"numSamples": 2,
            \t\t"numFloatSamples": 2,
            \t\t"numSeries": 1,
            \t\t"numChunks": 1
            \t},
            \t"compaction": {
            \t\t"level": 1,
            \t\t"sources": [
            \t\t\t"01M7WM85QD85D1F8W77TR13NPJ"
            \t\t]
            \t},
            \t"version": 1
            }""");
    assertThat(meta.overlaps(1999, 3000)).isTrue();
    assertThat(meta.overlaps(2000, 3000)).isFalse();
    assertThat(meta.overlaps(0, 1000)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"version\":2,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\"}",
        "{\"version\":1}",
        "{\"version\":1,\"ulid\":\"x\"}",
        "{\"version\":1,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\",\"minTime\":5,\"maxTime\":4}",
        "{\"version\":1,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\",\"minTime\":1.5}",
        "{\"version\":1,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\",\"stats\":[]}",
        "{\"version\":1,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\",\"thanos\":{\"labels\":{\"a\":1}}}",
        "{\"version\":1,\"ulid\":\"01M7WM85QD85D1F8W77TR13NPJ\",\"maxTime\":99999999999999999999}"
      })
  void brokenOnesAreRefused(String text) {
    assertThatExceptionOfType(CorruptBlockException.class)
        .isThrownBy(() -> MetaFile.parse(NAME, text.getBytes(UTF_8)))
        .withMessageContaining("block b, meta.json at byte");
  }

  @Test
  void filesThatABlockSpeaksOfMustBeThere() {
    Bucket bucket = new FilesystemBucket(Reference.path("golden", "blocks", "thanos"));
    BlockFolder whole = GoldenBlocks.listed(bucket, "01M7WJMG37A6JAZD97YTTNZ3FG");
    BlockMeta meta = BlockReader.meta(bucket, whole);
    assertThat(whole.missing(meta)).isNull();
    BlockFolder without =
        new BlockFolder(whole.ulid(), whole.meta(), whole.index(), List.of(), null, Set.of());
    assertThat(without.missing()).isNull();
    assertThat(without.missing(meta)).isEqualTo("chunks/000001");
    ObjectInfo cut = new ObjectInfo(whole.index().key(), 9, whole.index().lastModified(), "");
    BlockFolder shorter =
        new BlockFolder(whole.ulid(), whole.meta(), cut, whole.segments(), null, Set.of());
    assertThat(shorter.missing(meta)).isEqualTo("index");
    BlockFolder gap =
        BlockFolder.of(
            whole.ulid(),
            "b/",
            List.of(
                new ObjectInfo("b/chunks/000001", 9, Instant.EPOCH, ""),
                new ObjectInfo("b/chunks/000003", 9, Instant.EPOCH, ""),
                new ObjectInfo("b/chunks/junk", 9, Instant.EPOCH, ""),
                new ObjectInfo("b/index", 9, Instant.EPOCH, ""),
                new ObjectInfo("b/meta.json", 9, Instant.EPOCH, "")));
    assertThat(gap.missing()).isEqualTo("chunks/000002");
  }

  @Test
  void marksAndPartialBlocksAreSeen() throws Exception {
    Bucket bucket = new FilesystemBucket(Reference.path("golden", "blocks", "thanos"));
    BlockFolder deleted = GoldenBlocks.listed(bucket, "01M7WJMG37A6JAZD97YTTNZ3FG");
    assertThat(deleted.isPartial()).isFalse();
    assertThat(deleted.marks()).containsExactly(BlockMark.Kind.DELETION);
    BlockFolder kept = GoldenBlocks.listed(bucket, "01M7WJMN75W3F1S075X5JKWVVG");
    assertThat(kept.marks()).containsExactly(BlockMark.Kind.NO_COMPACT);
    BlockFolder partial = GoldenBlocks.listed(bucket, "01M7WJMHMRWXJSBNPMCDW1JM60");
    assertThat(partial.missing()).isEqualTo("meta.json");
    for (BlockFolder folder : List.of(deleted, kept)) {
      BlockMark.Kind kind = folder.marks().iterator().next();
      byte[] bytes = bucket.get(folder.ulid() + "/" + kind.file()).readAllBytes();
      BlockMark mark = BlockMark.parse(kind, NAME, bytes);
      assertThat(mark.ulid()).isEqualTo(folder.ulid());
      assertThat(mark.time())
          .isBetween(Instant.ofEpochSecond(1795181717), Instant.ofEpochSecond(1795181718));
      assertThat(BlockMark.parse(kind, NAME, mark.bytes())).isEqualTo(mark);
    }
    assertThat(BlockFolder.ulidOf("tenant/01M7WJMG37A6JAZD97YTTNZ3FG/")).isPresent();
    assertThat(BlockFolder.ulidOf("debug/metas/")).isEmpty();
  }
}
