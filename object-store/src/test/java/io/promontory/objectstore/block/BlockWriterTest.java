package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of our own making. */
class BlockWriterTest {
  private static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Random random = new Random(3);
    TreeMap<Labels, List<Chunk>> series = new TreeMap<>();
    while (series.size() < 3000) {
      Labels labels =
          Labels.of(
              "__name__",
              "m" + random.nextInt(40),
              "host",
              "h" + random.nextInt(500),
              random.nextBoolean() ? "\ue000" : "\ud83d\ude00",
              "v" + random.nextInt(3));
      List<Chunk> chunks = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        chunks.add(chunk(10_000L * chunks.size() + random.nextInt(100), 1 + random.nextInt(50)));
      }
      series.put(labels, chunks);
    }
    BlockMeta meta;
    try (BlockWriter writer = BlockWriter.create(folder, ULID, new WriterOptions(20_000, 500))) {
      for (var one : series.entrySet()) {
        writer.add(one.getKey(), one.getValue());
      }
      meta = writer.finish();
      assertThat(meta.stats().series()).isEqualTo(3000);
    }
    BlockReader block = GoldenBlocks.open(folder.resolve(ULID.toString()));
    assertThat(block.meta().stats()).isEqualTo(meta.stats());
    assertThat(block.segments().files()).hasSizeGreaterThan(5);
    assertThat(block.segments().files()).allMatch(file -> file.size() <= 20_000);
    List<Labels> read = new ArrayList<>();
    for (GoldenBlocks.Stored one : GoldenBlocks.series(block)) {
      read.add(one.labels());
      List<Chunk> expected = series.get(one.labels());
      assertThat(one.chunks()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(one.chunks().get(i).minTime()).isEqualTo(expected.get(i).minTime());
        assertThat(one.chunks().get(i).length()).isEqualTo(expected.get(i).length());
      }
    }
    assertThat(read).containsExactlyElementsOf(series.keySet());
    for (int i = 0; i < 500; i++) {
      String host = "h" + i;
      assertThat(block.index().postings("host", host).length)
          .isEqualTo(
              (int) series.keySet().stream().filter(l -> host.equals(l.get("host"))).count());
    }
  }

  @Test
  void nothingStaysOfWhatWasNotFinished() throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ULID, WriterOptions.DEFAULT)) {
      writer.add(Labels.of("a", "1"), List.of(chunk(1, 5)));
      assertThat(folder.resolve(ULID + BlockWriter.UNFINISHED)).exists();
      assertThat(folder.resolve(ULID.toString())).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leftoversOfACrashAreReplaced() throws IOException {
    Path left = folder.resolve(ULID + BlockWriter.UNFINISHED);
    Files.createDirectories(left.resolve("chunks"));
    Files.writeString(left.resolve("chunks/000001"), "half");
    try (BlockWriter writer = BlockWriter.create(folder, ULID, WriterOptions.DEFAULT)) {
      writer.add(Labels.of("a", "1"), List.of(chunk(1, 5)));
      writer.finish();
    }
    assertThat(left).doesNotExist();
    assertThat(GoldenBlocks.series(GoldenBlocks.open(folder.resolve(ULID.toString())))).hasSize(1);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> BlockWriter.create(folder, ULID, WriterOptions.DEFAULT).close());
  }

  @Test
  void brokenOrderIsRefused() throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ULID, WriterOptions.DEFAULT)) {
      writer.add(Labels.of("a", "1"), List.of(chunk(1, 5)));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> writer.add(Labels.of("a", "1"), List.of()))
          .withMessageContaining("is not above");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> writer.add(Labels.of("a", "2"), List.of(chunk(100, 5), chunk(100, 5))))
          .withMessageContaining("has a chunk from");
    }
  }

  @Test
  void anEmptyBlockIsABlock() throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ULID, WriterOptions.DEFAULT)) {
      writer.finish();
    }
    BlockReader block = GoldenBlocks.open(folder.resolve(ULID.toString()));
    assertThat(block.index().allSeries()).isEmpty();
    assertThat(block.segments().files()).isEmpty();
  }

  private static Chunk chunk(long from, int samples) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < samples; i++) {
      writer.append(from + i * 15L, i * 1.5);
    }
    return writer.toChunk();
  }
}
