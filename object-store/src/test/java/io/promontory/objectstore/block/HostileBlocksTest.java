package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.chunks.AggregateChunk;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.chunks.UnknownEncodingException;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexHeaderFile;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.PostingList;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged files: whatever is done to their bytes, reading ends with an answer or an error of ours,
 * soon, and within the memory of the test.
 */
class HostileBlocksTest {
  private static final BlockFileName NAME = new BlockFileName("b", "file");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private List<JsonNode> blocks = List.of();

  @BeforeEach
  void findBlocks() {
    blocks =
        GoldenBlocks.lines()
            .filter(line -> line.get("indexBytes").asInt() < 100_000)
            .filter(line -> line.get("chunkBytes").asInt() < 1_000_000)
            .toList();
    if (blocks.isEmpty()) {
      Reference.path();
    }
  }

  @Test
  void someRounds() throws Exception {
    rounds(1500);
  }

  @Test
  @Tag("long")
  void manyRounds() throws Exception {
    rounds(200_000);
  }

  private void rounds(int count) throws Exception {
    int refused = 0;
    for (int round = 0; round < count; round++) {
      JsonNode line = blocks.get(random.nextInt(blocks.size()));
      try {
        switch (random.nextInt(5)) {
          case 0, 1 -> readIndex(damaged(index(line), true));
          case 2 -> readHeader(damaged(header(line), true));
          case 3 -> readMeta(damaged(meta(line), false));
          default -> readChunks(line);
        }
      } catch (CorruptBlockException e) {
        assertThat(e.file()).isNotEmpty();
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " round " + round, e);
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(count / 4);
  }

  private static byte[] index(JsonNode line) throws IOException {
    return Files.readAllBytes(GoldenBlocks.folder(line).resolve("index"));
  }

  private static byte[] meta(JsonNode line) throws IOException {
    return Files.readAllBytes(GoldenBlocks.folder(line).resolve("meta.json"));
  }

  private static byte[] header(JsonNode line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IndexHeaderFile.write(IndexHeader.open(new BytesFile(NAME, index(line))), out);
    return out.toByteArray();
  }

  /** Reads all that an index has. */
  private static void readIndex(byte[] bytes) {
    IndexReader reader = IndexReader.open(new BytesFile(NAME, bytes));
    readHeader(reader.header());
    SeriesEntry entry = new SeriesEntry();
    for (int id : reader.allSeries()) {
      reader.series(id, entry);
      assertThat(reader.labels(entry).size()).isLessThanOrEqualTo(entry.labelCount());
    }
    for (String name : reader.header().postings().names()) {
      reader
          .header()
          .postings()
          .forEachValue(
              name,
              (value, list) -> {
                reader.list(list);
                return true;
              });
    }
  }

  private static void readHeader(byte[] bytes) {
    readHeader(IndexHeaderFile.open(new BytesFile(NAME, bytes)));
  }

  private static void readHeader(IndexHeader header) {
    for (int i = 0; i < header.symbols().size() && header.version() > 1; i++) {
      assertThat(header.symbols().get(i)).isNotNull();
    }
    for (String name : header.postings().names()) {
      header
          .postings()
          .forEachValue(
              name,
              (value, list) -> {
                assertThat(header.postings().find(name, value)).isEqualTo(list);
                return true;
              });
    }
  }

  private static void readMeta(byte[] bytes) {
    MetaFile.parse(NAME, MetaFile.bytes(MetaFile.parse(NAME, bytes)));
  }

  private void readChunks(JsonNode line) {
    BlockReader block = GoldenBlocks.open(line);
    BlockFile file = block.segments().files().get(0);
    byte[] bytes = damaged(file.read(0, (int) file.size()), false);
    Segments segments = new Segments(List.of(new BytesFile(NAME, bytes)));
    segments.checkHead(0);
    SeriesEntry entry = new SeriesEntry();
    for (int id : block.index().allSeries()) {
      block.index().series(id, entry);
      for (int i = 0; i < entry.chunkCount(); i++) {
        ChunkRecord record = segments.read(entry.ref(i));
        if (record.isAggregate()) {
          byte[] part =
              Arrays.copyOfRange(record.data(), record.offset(), record.offset() + record.length());
          flip(part);
          readAggregates(new ChunkRecord(record.code(), part, 0, part.length));
        }
      }
      if (line.has("sha256")) {
        segments.samples(entry);
      }
    }
  }

  private static void readAggregates(ChunkRecord record) {
    try {
      AggregateChunk.parse(record, 0, 1000, NAME, 0);
    } catch (CorruptBlockException | UnknownEncodingException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  /** Some bytes changed, cut, doubled or moved; checksums made right again at times. */
  private byte[] damaged(byte[] bytes, boolean index) {
    byte[] bad = bytes;
    switch (random.nextInt(6)) {
      case 0 -> bad = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(Math.min(64, bytes.length - from));
        bad = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, bad, from, bytes.length - to);
      }
      case 2 -> System.arraycopy(bytes, 0, bad, random.nextInt(8), Math.min(bytes.length, 64) - 8);
      default -> {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          flip(bad);
        }
      }
    }
    if (index && bad.length > 64 && random.nextBoolean()) {
      repair(bad);
    }
    return bad;
  }

  private void flip(byte[] bytes) {
    if (bytes.length > 0) {
      int at = random.nextInt(bytes.length);
      bytes[at] = random.nextBoolean() ? (byte) 0xff : (byte) random.nextInt();
    }
  }

  /** Rights the checksum of the table of contents and, if they can be found, of the sections. */
  private static void repair(byte[] bytes) {
    int toc = bytes.length - 52;
    for (int section : new int[] {0, 40}) {
      long start = number(bytes, toc + section, 8);
      if (start > 0 && start < toc - 12) {
        long length = number(bytes, (int) start, 4);
        if (length > 4 && start + 8 + length <= bytes.length) {
          crc(bytes, (int) start + 4, (int) length);
        }
      }
    }
    crc(bytes, toc, 48);
  }

  private static void crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    for (int i = 0; i < 4; i++) {
      bytes[from + length + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
    }
  }

  private static long number(byte[] bytes, int at, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    return number;
  }

  @Test
  void absurdLengthsAreRefusedBeforeMemoryIsTaken() {
    ByteSink list = new ByteSink();
    list.int32(-4);
    list.int32(0x3fff_fffe);
    assertRefused(() -> PostingList.parse(cursor(list)));
    ByteSink chunk = new ByteSink();
    chunk.uvarint(0xffff_ffffL);
    chunk.u8(1);
    assertRefused(() -> ChunkRecord.size(cursor(chunk)));
    assertRefused(() -> ChunkRecord.parse(cursor(chunk)));
    ByteSink series = new ByteSink();
    series.uvarint(6);
    series.uvarint(0xffff_ffffL);
    series.u8(0);
    series.crc(1);
    assertRefused(() -> new SeriesEntry().parse(cursor(series)));
    ByteSink endless = new ByteSink();
    endless.int64(-1);
    endless.int64(-1);
    assertRefused(() -> SeriesEntry.size(cursor(endless)));
    assertRefused(() -> cursor(endless).uvarint());
  }

  private static ByteCursor cursor(ByteSink bytes) {
    return new ByteCursor(NAME, bytes.bytes(), 0, bytes.size(), 0);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatExceptionOfType(CorruptBlockException.class)
        .isThrownBy(call)
        .withMessageStartingWith("block b, file at byte");
  }
}
