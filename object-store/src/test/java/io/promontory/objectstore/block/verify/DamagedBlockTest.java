package io.promontory.objectstore.block.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.index.ChunkMeta;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is found and named. */
class DamagedBlockTest {
  private static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final long START = 1_768_003_200_000L;

  @TempDir private Path root;

  private Bucket bucket;
  private Path block;

  private static Chunk chunk(int number, int samples) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < samples; i++) {
      writer.append(START + (number * 100L + i) * 1000, i * 0.7);
    }
    return writer.toChunk();
  }

  private static Labels labels(int series) {
    return Labels.of("__name__", "m", "i", "%03d".formatted(series), "zone", "z" + series % 3);
  }

  @BeforeEach
  void write() throws IOException {
    try (BlockWriter writer = BlockWriter.create(root, ULID, new WriterOptions(20_000, 1000))) {
      for (int i = 0; i < 100; i++) {
        writer.add(labels(i), List.of(chunk(0, 100), chunk(1, 50)));
      }
      writer.finish();
    }
    bucket = new FilesystemBucket(root);
    block = root.resolve(ULID.toString());
  }

  private VerifyReport verify() {
    return BlockVerifier.verify(bucket, BlockList.folder(bucket, ULID), VerifyProgress.NONE);
  }

  private List<String> findings() {
    return verify().findings().stream().map(Finding::toString).toList();
  }

  private void edit(String file, UnaryOperator<byte[]> change) throws IOException {
    Path path = block.resolve(file);
    Files.write(path, change.apply(Files.readAllBytes(path)));
  }

  private void flip(String file, long offset) throws IOException {
    edit(
        file,
        bytes -> {
          bytes[(int) offset] ^= 0x10;
          return bytes;
        });
  }

  private void editMeta(UnaryOperator<BlockMeta> change) throws IOException {
    BlockMeta meta = BlockReader.meta(bucket, BlockList.folder(bucket, ULID));
    Files.write(block.resolve(MetaFile.NAME), MetaFile.bytes(change.apply(meta)));
  }

  private IndexHeader header() {
    return BlockReader.open(bucket, BlockList.folder(bucket, ULID)).index().header();
  }

  @Test
  void wholeAsWritten() {
    assertThat(verify()).isEqualTo(new VerifyReport(ULID, List.of(), 0, 100, 200, 15_000));
    assertThat(BlockList.folder(bucket, ULID).segments()).hasSizeGreaterThan(2);
  }

  @Test
  void filesThatAreMissing() throws IOException {
    Files.delete(block.resolve("chunks/000002"));
    assertThat(findings())
        .contains(ULID + "/chunks/000002: is missing, though a later segment is there")
        .anyMatch(line -> line.contains("the chunk here: lies outside of the segment"));
    Files.delete(block.resolve("meta.json"));
    assertThat(findings()).anyMatch(line -> line.startsWith(ULID + "/meta.json: is missing"));
    Files.delete(block.resolve("index"));
    assertThat(findings()).contains(ULID + "/index: is missing");
  }

  @Test
  void filesOfOtherSizeThanThanosSays() throws IOException {
    editMeta(
        meta ->
            meta.withThanos(
                new ThanosMeta(
                    Labels.EMPTY,
                    0,
                    "test",
                    List.of("000001", "000009"),
                    List.of(
                        new ThanosMeta.File("index", 17),
                        new ThanosMeta.File("chunks/000077", 1),
                        new ThanosMeta.File("meta.json", 0)),
                    List.of(),
                    0,
                    0,
                    null)));
    assertThat(findings())
        .containsExactlyInAnyOrder(
            ULID
                + "/index: has "
                + Files.size(block.resolve("index"))
                + " bytes, but meta.json says 17",
            ULID + "/chunks/000077: is missing, though meta.json lists it",
            ULID + "/chunks/000009: is missing, though meta.json lists it");
  }

  @Test
  void countsThatAreNotThoseOfMeta() throws IOException {
    editMeta(meta -> meta.withStats(new BlockStats(15_001, 15_001, 0, 99, 201, 3)));
    assertThat(findings())
        .containsExactlyInAnyOrder(
            ULID + "/meta.json: says 99 series, but there are 100",
            ULID + "/meta.json: says 3 deleted intervals, but there are 0");
    editMeta(meta -> meta.withStats(new BlockStats(15_001, 15_001, 0, 100, 200, 0)));
    assertThat(findings())
        .containsExactly(
            ULID + "/meta.json: says 15001 samples, but there are 15000",
            ULID + "/meta.json: says 15001 samples that are floats, but there are 15000");
  }

  @Test
  void timesOutsideOfTheBlock() throws IOException {
    editMeta(
        meta -> new BlockMeta(ULID, START + 1, meta.maxTime(), meta.stats(), meta.compaction()));
    assertThat(verify().found()).isEqualTo(100);
    assertThat(findings().getFirst()).contains("/index at byte ").contains("outside of the block");
  }

  @Test
  void brokenMeta() throws IOException {
    Files.writeString(block.resolve("meta.json"), "{\"version\": 1, ");
    assertThat(findings()).singleElement().asString().contains("/meta.json at byte ", "no JSON");
    Files.writeString(block.resolve("no-compact-mark.json"), "[]");
    assertThat(findings()).anyMatch(line -> line.contains("no-compact-mark.json"));
  }

  @Test
  void aChunkWithAWrongChecksum() throws IOException {
    flip("chunks/000001", 30);
    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith(ULID + "/chunks/000001 at byte 8")
        .contains("checksum is ");
    assertThat(verify().chunks()).isEqualTo(199);
  }

  @Test
  void aSegmentThatIsCutShortOrHasBytesThatBelongToNone() throws IOException {
    String last = BlockList.folder(bucket, ULID).segments().getLast().key().substring(27);
    edit(last, bytes -> Arrays.copyOf(bytes, bytes.length - 100));
    assertThat(findings()).allMatch(line -> line.startsWith(ULID + "/" + last)).isNotEmpty();
    write2();
    edit(last, bytes -> Arrays.copyOf(bytes, bytes.length + 7));
    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith(ULID + "/" + last)
        .endsWith(": 7 bytes belong to no chunk of a series");
    flip(last, 0);
    assertThat(findings()).anyMatch(line -> line.contains("no chunk segment"));
  }

  private void write2() throws IOException {
    try (var files = Files.walk(block)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    write();
  }

  @Test
  void chunksWithoutIndexAreCheckedAlone() throws IOException {
    Files.delete(block.resolve("index"));
    assertThat(verify().chunks()).isEqualTo(200);
    flip("chunks/000002", 20);
    assertThat(findings()).anyMatch(line -> line.startsWith(ULID + "/chunks/000002 at byte "));
  }

  @Test
  void symbolsPostingsAndContentsWithWrongChecksums() throws IOException {
    IndexHeader header = header();
    flip("index", header.toc().symbols() + 20);
    assertThat(findings()).anyMatch(line -> line.startsWith(ULID + "/index at byte"));
    flip("index", header.toc().symbols() + 20);
    assertThat(findings()).isEmpty();
    flip("index", Files.size(block.resolve("index")) - 10);
    assertThat(findings()).hasSize(1);
    flip("index", Files.size(block.resolve("index")) - 10);
    PostingsRange zone = header.postings().find("zone", "z1");
    flip("index", zone.start() + 11);
    assertThat(findings())
        .anyMatch(line -> line.startsWith(ULID + "/index at byte ") && line.contains("posting"))
        .hasSize(1);
  }

  @Test
  void aSeriesWithAWrongChecksumHidesNoOther() throws IOException {
    IndexHeader header = header();
    int[] ids = BlockReader.open(bucket, BlockList.folder(bucket, ULID)).index().allSeries();
    flip("index", header.seriesOffset(ids[7]) + 5);
    flip("index", header.seriesOffset(ids[70]) + 5);
    assertThat(findings())
        .hasSize(2)
        .allMatch(line -> line.startsWith(ULID + "/index at byte "))
        .allMatch(line -> line.contains("checksum"));
    assertThat(verify().series()).isEqualTo(98);
  }

  /** Rewrites a posting list with a right checksum. */
  private void editList(String name, String value, UnaryOperator<int[]> change) throws IOException {
    BlockReader reader = BlockReader.open(bucket, BlockList.folder(bucket, ULID));
    PostingsRange range = reader.index().header().postings().find(name, value);
    int[] ids = change.apply(reader.index().list(range));
    ByteSink sink = new ByteSink();
    sink.int32((ids.length + 1) * 4);
    sink.int32(ids.length);
    for (int id : ids) {
      sink.int32(id);
    }
    sink.crc(4);
    edit(
        "index",
        bytes -> {
          System.arraycopy(sink.toByteArray(), 0, bytes, (int) range.start(), sink.size());
          return bytes;
        });
  }

  @Test
  void aSeriesThatIsInTheWrongList() throws IOException {
    int[] ids = BlockReader.open(bucket, BlockList.folder(bucket, ULID)).index().allSeries();
    editList("i", "005", list -> new int[] {ids[6]});
    assertThat(findings())
        .hasSize(2)
        .anyMatch(
            line -> line.contains("the posting list of i=005 lacks {__name__=\"m\", i=\"005\""))
        .anyMatch(line -> line.contains("a posting list has series " + ids[6]));
    editList("i", "005", list -> new int[] {ids[5]});
    assertThat(findings()).isEmpty();
    editList(
        "zone",
        "z0",
        list -> {
          list[3] = list[3] + 1;
          return list;
        });
    assertThat(findings()).hasSize(2);
  }

  @Test
  void chunksThatAreNotWhatTheIndexSays() throws IOException {
    Path other = Files.createDirectory(root.resolve("other"));
    try (BlockWriter writer = BlockWriter.create(other, ULID, WriterOptions.DEFAULT)) {
      Chunk real = chunk(0, 100);
      ChunkRecord record =
          new ChunkRecord(real.encoding().code(), real.data(), real.offset(), real.length());
      ChunkMeta late = new ChunkMeta(real.minTime() + 1, real.maxTime(), 0);
      writer.add(labels(0), List.of(late), List.of(record));
      ChunkMeta right = new ChunkMeta(real.minTime(), real.maxTime(), 0);
      writer.add(
          labels(1), List.of(right), List.of(new ChunkRecord(77, new byte[] {1, 2, 3}, 0, 3)));
      writer.add(
          labels(2),
          List.of(right),
          List.of(new ChunkRecord(record.code(), record.data(), record.offset(), 40)));
      writer.finish();
    }
    Bucket wrong = new FilesystemBucket(other);
    VerifyReport report =
        BlockVerifier.verify(wrong, BlockList.folder(wrong, ULID), VerifyProgress.NONE);
    assertThat(report.findings()).hasSize(3);
    assertThat(report.findings().get(0).problem())
        .startsWith("a chunk has samples from 1768003200000 to");
    assertThat(report.findings().get(1).problem())
        .isEqualTo("the chunk here: has the unknown encoding 77");
    assertThat(report.findings().get(2).problem()).startsWith("a chunk cannot be decoded");
    assertThat(report.findings()).allMatch(one -> one.file().file().equals("chunks/000001"));
  }

  @Test
  void tombstonesOfSeriesThatDoNotExistAndBrokenOnes() throws IOException {
    Tombstones tombstones = new Tombstones.Builder().add(3, new Interval(START, START + 5)).build();
    Files.write(block.resolve("tombstones"), TombstonesFile.bytes(tombstones));
    assertThat(findings())
        .contains(
            ULID + "/tombstones: delete from series 3, which is none",
            ULID + "/meta.json: says 0 deleted intervals, but there are 1");
    flip("tombstones", 6);
    assertThat(findings()).singleElement().asString().contains("/tombstones at byte ");
  }

  @Test
  void anyFlippedByteIsFoundAndNothingElseHappens() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> files = List.of("index", "chunks/000001", "chunks/000002");
    for (int i = 0; i < 300; i++) {
      String file = files.get(random.nextInt(files.size()));
      long offset = random.nextLong(Files.size(block.resolve(file)));
      byte[] before = Files.readAllBytes(block.resolve(file));
      flip(file, offset);
      VerifyReport report = verify();
      // Padding between entries of the index, and the rest of a segment's head, mean nothing.
      if (report.isWhole()) {
        assertThat(before[(int) offset]).as("%s %d, seed %d", file, offset, seed).isZero();
      }
      Files.write(block.resolve(file), before);
    }
  }
}
