package io.promontory.objectstore.block.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.block.verify.VerifyProgress;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.openmetrics.OpenMetricsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextImportTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

  @TempDir private Path work;

  private final Bucket bucket = new MemoryBucket(NOW);

  private ImportSettings settings(Labels external) {
    return ImportSettings.of(external, work);
  }

  private ImportReport run(String text, ImportSettings settings) throws IOException {
    return run(text, settings, NOW, bucket);
  }

  private static ImportReport run(
      String text, ImportSettings settings, InstantSource clock, Bucket to) throws IOException {
    try (TextImport one = new TextImport(settings, ImportListener.NONE)) {
      one.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
      return one.write(to, clock);
    }
  }

  /** All samples as {@code labels value ms}, by series and time. */
  private static List<String> samples(Bucket bucket) {
    List<String> all = new ArrayList<>();
    for (BlockFolder folder : BlockList.folders(bucket)) {
      assertThat(BlockVerifier.verify(bucket, folder, VerifyProgress.NONE).findings()).isEmpty();
      BlockReader block = BlockReader.open(bucket, folder);
      SeriesEntry entry = new SeriesEntry();
      SampleColumns columns = new SampleColumns();
      for (int id : block.index().allSeries()) {
        block.index().series(id, entry);
        new SeriesDecoder()
            .decode(block.segments().samples(entry), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        for (int i = 0; i < columns.size; i++) {
          all.add(
              block.index().labels(entry)
                  + " "
                  + GoFloats.general(columns.values[i])
                  + " "
                  + columns.timestamps[i]);
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  static Stream<JsonNode> recorded() {
    return !Reference.present()
        ? Stream.of()
        : JsonLines.reference("golden", "language", "openmetrics.jsonl").stream()
            .filter(line -> line.get("kind").asText().equals("import"))
            // Of one text, with a time beyond all times, Prometheus never gets to an end.
            .filter(line -> line.get("accepted").isBoolean());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("recorded")
  void takesTheTextsAndSamplesThatPrometheusTakes(JsonNode line) throws IOException {
    String text = line.get("text").asText();
    if (!line.get("accepted").asBoolean()) {
      assertThatThrownBy(() -> run(text, settings(Labels.EMPTY)))
          .isInstanceOf(OpenMetricsException.class);
      assertThat(BlockList.folders(bucket)).isEmpty();
      return;
    }
    run(text, settings(Labels.EMPTY));
    List<String> dump = new ArrayList<>();
    line.get("dump").forEach(sample -> dump.add(sample.asText()));
    Collections.sort(dump);
    assertThat(samples(bucket)).isEqualTo(dump);
  }

  /** Samples of 300 series over ten hours, in the order of time. */
  private static String history() {
    StringBuilder text = new StringBuilder("# TYPE m counter\n");
    for (int i = 0; i < 600; i++) {
      for (int series = 0; series < 60; series++) {
        text.append("m_total{instance=\"host-").append(series % 30).append("\",zone=\"z");
        text.append(series / 30).append("\"} ").append(i * series).append(' ');
        text.append(1_767_225_600 + i * 60).append('\n');
      }
    }
    return text.append("# EOF\n").toString();
  }

  @Test
  void sortsOnDiskWhatMemoryDoesNotHold() throws IOException {
    ImportSettings roomy = settings(Labels.of("cluster", "a"));
    ImportReport report = run(history(), roomy);
    assertThat(report).isEqualTo(new ImportReport(36_000, 5, 0, 0, 0, 0));
    Bucket other = new MemoryBucket(NOW);
    assertThat(run(history(), roomy.withMemory(16 << 10), NOW, other)).isEqualTo(report);
    assertThat(samples(other)).isEqualTo(samples(bucket)).hasSize(36_000);
    assertThat(BlockList.folders(other).stream().map(BlockFolder::ulid))
        .isEqualTo(BlockList.folders(bucket).stream().map(BlockFolder::ulid).toList());
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void blocksStartAtMultiplesOfTheirDurationAndSayWhoseTheyAre() throws IOException {
    run(history(), settings(Labels.of("cluster", "a")).withBlockDuration(Duration.ofHours(6)));
    List<BlockMeta> metas =
        BlockList.folders(bucket).stream().map(folder -> BlockReader.meta(bucket, folder)).toList();
    assertThat(metas)
        .extracting(BlockMeta::minTime)
        .containsExactlyInAnyOrder(1_767_225_600_000L, 1_767_247_200_000L);
    assertThat(metas)
        .allMatch(meta -> meta.externalLabels().equals(Labels.of("cluster", "a")))
        .allMatch(meta -> meta.thanos().source().equals("promontory.import"))
        .allMatch(meta -> meta.thanos().files().size() == 3)
        .allMatch(meta -> meta.compaction().sources().equals(List.of(meta.ulid())));
  }

  @Test
  void theSameInputIsRecognisedAndChangedInputIsNot() throws IOException {
    ImportSettings settings = settings(Labels.of("cluster", "a"));
    run(history(), settings);
    InstantSource later = InstantSource.fixed(NOW.instant().plusSeconds(3600));
    assertThat(run(history(), settings, later, bucket))
        .isEqualTo(new ImportReport(36_000, 0, 5, 0, 0, 0));
    assertThat(BlockList.folders(bucket)).hasSize(5);
    String more = history().replace("# EOF", "m_total{zone=\"new\"} 1 1767225600\n# EOF");
    assertThat(run(more, settings, later, bucket))
        .isEqualTo(new ImportReport(36_001, 1, 4, 0, 0, 0));
    assertThat(run(history(), settings(Labels.of("cluster", "b")), later, bucket).written())
        .isEqualTo(5);
  }

  @Test
  void finishesWhatBrokeOffAndReplacesWhatIsToBeDeleted() throws IOException {
    ImportSettings settings = settings(Labels.of("cluster", "a"));
    run(history(), settings);
    List<BlockFolder> before = BlockList.folders(bucket);
    bucket.delete(before.get(0).meta().key());
    bucket.delete(before.get(1).meta().key());
    bucket.delete(before.get(1).index().key());
    bucket.delete(before.get(2).segments().get(0).key());
    InstantSource later = InstantSource.fixed(NOW.instant().plusSeconds(3600));
    assertThat(run(history(), settings, later, bucket).written()).isEqualTo(3);
    assertThat(BlockList.folders(bucket).stream().map(BlockFolder::ulid))
        .isEqualTo(before.stream().map(BlockFolder::ulid).toList());
    assertThat(samples(bucket)).hasSize(36_000);

    BlockMark mark =
        new BlockMark(
            BlockMark.Kind.DELETION, before.get(0).ulid(), NOW.instant(), "", "no longer wanted");
    bucket.put(before.get(0).ulid() + "/deletion-mark.json", mark.bytes());
    assertThat(run(history(), settings, later, bucket).written()).isEqualTo(1);
    assertThat(BlockList.folders(bucket)).hasSize(6);
  }

  @Test
  void countsWhatItLeavesOut() throws IOException {
    ImportReport report =
        run(
            """
            a 2 1767225660
            a 1 1767225600
            a 3 1767225660
            a 4 1767225720
            a 5 -7
            # EOF
            """,
            settings(Labels.EMPTY));
    assertThat(report).isEqualTo(new ImportReport(5, 1, 0, 1, 1, 1));
    assertThat(report.leftOut()).isEqualTo(3);
    assertThat(samples(bucket))
        .containsExactly("{__name__=\"a\"} 2 1767225660000", "{__name__=\"a\"} 4 1767225720000");
  }

  @Test
  void refusesLabelsThatExternalOnesWouldHideBeforeAnythingIsWritten() {
    assertThatThrownBy(
            () ->
                run(
                    "a 1 1767225600\na{cluster=\"x\"} 1 1767225600\n# EOF\n",
                    settings(Labels.of("cluster", "a"))))
        .isInstanceOf(OpenMetricsException.class)
        .hasMessageStartingWith("line 2: the series has the label \"cluster\" itself");
    assertThat(BlockList.folders(bucket)).isEmpty();
  }

  @Test
  void samplesInAnyOrderOfSeriesAndBlocksEndUpInOrder() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(history().lines().filter(l -> l.startsWith("m")).toList());
    // Series in any order, but each in the order of time.
    List<List<String>> series = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      series.add(new ArrayList<>());
    }
    for (int i = 0; i < lines.size(); i++) {
      series.get(i % 60).add(lines.get(i));
    }
    Collections.shuffle(series, random);
    StringBuilder text = new StringBuilder();
    series.forEach(one -> one.forEach(line -> text.append(line).append('\n')));
    ImportSettings settings = settings(Labels.EMPTY).withMemory(20_000);
    assertThat(run(text + "# EOF\n", settings).leftOut()).as("seed %d", seed).isZero();
    assertThat(run(history(), settings).known()).as("seed %d", seed).isEqualTo(5);
  }
}
