package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryCommand;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.block.verify.VerifyProgress;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks by {@code promontory block import} beside those by Prometheus' own importer. */
class ImportTest {
  private static final long START = 1_767_225_600L;
  private static final int SERIES = 60;
  private static final int SAMPLES = 48 * 60;

  /** What is imported of the text, each way once. */
  @TempDir private static Path imports;

  private static final Map<String, Path> IMPORTED = new HashMap<>();

  @TempDir private Path folder;

  private static Path text;

  @BeforeAll
  static void write() throws IOException {
    Random random = new Random(11);
    text = imports.resolve("history.om");
    try (BufferedWriter out = Files.newBufferedWriter(text)) {
      out.write("# TYPE work counter\n# HELP work Work done, \\\\ and \\n.\n");
      for (int i = 0; i < SAMPLES; i++) {
        for (int series = 0; series < SERIES; series++) {
          out.write("work_total{instance=\"größe-" + series + "\",job=\"a\\\"b\\\\c\\n\"} ");
          out.write(series % 7 == 0 ? Double.toString(random.nextGaussian()) : "" + i * series);
          out.write(" " + (START + i * 60) + (series % 3 == 0 ? ".25" : "") + "\n");
        }
      }
      out.write("# TYPE load gauge\nload NaN " + START + "\nload +Inf " + (START + 60) + "\n");
      out.write("load 7 " + (START + 30) + "\nload 1e-300 " + (START + 90) + "\n# EOF\n");
    }
  }

  /** A copy of its own, since a server changes what it serves. */
  private Path copied(Path blocks) throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy");
    try (Stream<Path> files = Files.walk(blocks)) {
      for (Path file : files.filter(file -> !file.equals(blocks)).toList()) {
        Files.copy(file, copy.resolve(blocks.relativize(file)));
      }
    }
    return copy;
  }

  private Path imported() throws IOException {
    Path bucket = imports.resolve("ours");
    if (IMPORTED.put("ours", bucket) == null) {
      try (PromontoryCommand command =
          PromontoryCommand.start(imports, "block", "import", text, "--bucket", bucket)) {
        assertThat(command.await()).as(command.output()).isZero();
        assertThat(command.output()).contains("24 blocks written", "1 out of order");
      }
    }
    return copied(bucket);
  }

  private Path byPromtool(String tool) throws Exception {
    Path blocks = Files.createDirectories(imports.resolve(tool));
    if (IMPORTED.put(tool, blocks) == null) {
      Promtool.run(
          tool, "tsdb", "create-blocks-from", "openmetrics", text.toString(), blocks.toString());
    }
    return copied(blocks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"promtool", "promtool-3"})
  void hasTheSamplesOfPrometheusOwnImport(String tool) throws Exception {
    Path theirs = byPromtool(tool);
    Path ours = imported();
    assertThat(dump(tool, ours)).isEqualTo(dump(tool, theirs)).hasSizeGreaterThan(100_000);
    assertThat(Promtool.run(tool, "tsdb", "list", ours.toString()).lines().count())
        .isEqualTo(Promtool.run(tool, "tsdb", "list", theirs.toString()).lines().count());
    Bucket bucket = new FilesystemBucket(ours);
    String block = BlockList.folders(bucket).getFirst().ulid().toString();
    assertThat(Promtool.run(tool, "tsdb", "analyze", ours.toString(), block))
        .contains("Series: 6", "60 __name__=work_total");
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void aPrometheusAnswersAlikeOverBoth(Binary binary) throws Exception {
    Assumptions.assumeTrue(binary.isPresent());
    Path theirs = byPromtool("promtool");
    Path ours = imported();
    List<String> expressions =
        List.of(
            "sum by (job) (rate(work_total[10m]))",
            "max_over_time(work_total[3h])",
            "count_over_time(load[1d])",
            "topk(3, work_total)");
    try (PrometheusProcess first = PrometheusProcess.start(binary, "", theirs);
        PrometheusProcess second = PrometheusProcess.start(binary, "", ours)) {
      for (String expression : expressions) {
        assertThat(ask(second, expression)).isEqualTo(ask(first, expression)).isNotEmpty();
      }
    }
  }

  /** The series of the answer, in any order that is always the same. */
  private static List<String> ask(PrometheusProcess prometheus, String expression) {
    JsonNode result =
        new ApiClient(prometheus.uri().toString())
            .post(
                "/api/v1/query_range",
                Map.of(
                    "query",
                    expression,
                    "start",
                    String.valueOf(START),
                    "end",
                    String.valueOf(START + SAMPLES * 60),
                    "step",
                    "1800"))
            .json()
            .at("/data/result");
    List<String> series = new ArrayList<>();
    result.forEach(one -> series.add(one.toString()));
    Collections.sort(series);
    return series;
  }

  @Test
  @Tag("long")
  void killedAnywhereItLeavesWholeBlocksOnlyAndGoesOnWhenRunAgain() throws Exception {
    Path bucket = folder.resolve("killed");
    int kills = 0;
    int visible = 0;
    while (kills < 4) {
      try (PromontoryCommand command = start(bucket)) {
        int wanted = visible + 1 + kills;
        while (command.isRunning() && visible(bucket).size() < wanted) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        command.kill();
      }
      kills++;
      for (BlockFolder block : visible(bucket)) {
        assertThat(
                BlockVerifier.verify(new FilesystemBucket(bucket), block, VerifyProgress.NONE)
                    .findings())
            .isEmpty();
      }
      assertThat(visible(bucket).size()).isGreaterThanOrEqualTo(visible);
      visible = visible(bucket).size();
    }
    assertThat(visible).isPositive();
    try (PromontoryCommand command = start(bucket)) {
      assertThat(command.await()).as(command.output()).isZero();
    }
    List<BlockFolder> all = BlockList.folders(new FilesystemBucket(bucket));
    assertThat(all).hasSize(24).noneMatch(BlockFolder::isPartial);
    assertThat(
            all.stream()
                .mapToLong(
                    block ->
                        BlockReader.meta(new FilesystemBucket(bucket), block).stats().samples())
                .sum())
        .isEqualTo((long) SERIES * SAMPLES + 3);
    try (PromontoryCommand command = start(bucket)) {
      assertThat(command.await()).isZero();
      assertThat(command.output()).contains("0 blocks written, 24 there before");
    }
  }

  private PromontoryCommand start(Path bucket) {
    return PromontoryCommand.start(
        folder, "block", "import", text, "-b", bucket, "-l", "cluster=a", "--work-dir", folder);
  }

  /** Blocks that readers see. */
  private static List<BlockFolder> visible(Path bucket) {
    return Files.isDirectory(bucket)
        ? BlockList.folders(new FilesystemBucket(bucket)).stream()
            .filter(block -> block.meta() != null)
            .toList()
        : List.of();
  }

  private static List<String> dump(String tool, Path blocks) throws Exception {
    // The tool wants a log of writes, though it may be empty.
    Files.createDirectories(blocks.resolve("wal"));
    return Promtool.run(tool, "tsdb", "dump", blocks.toString())
        .lines()
        .filter(line -> line.startsWith("{"))
        .sorted()
        .toList();
  }
}
