package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chunks that Prometheus and Thanos wrote are read, and written again with equal bytes. */
class GoldenXorChunksTest {
  private static final int SEGMENT_HEADER_BYTES = 8;
  private static final int CRC_BYTES = 4;

  private final XorReader reader = new XorReader();
  private final SampleColumns out = new SampleColumns();
  private int chunks;

  @Test
  void everyXorChunkIsWrittenAgainWithEqualBytes() throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.walk(Reference.path("golden", "blocks"))) {
      segments = files.filter(file -> file.toString().matches(".*/chunks/\\d{6}")).toList();
    }
    segments.forEach(this::checkSegment);
    assertThat(chunks).isGreaterThan(30_000);
  }

  private void checkSegment(Path file) {
    ByteBuffer segment;
    try {
      segment = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    segment.position(SEGMENT_HEADER_BYTES);
    while (segment.hasRemaining()) {
      int length = uvarint(segment);
      int encoding = segment.get();
      if (encoding == Encoding.XOR.code()) {
        checkChunk(file, segment, length);
      }
      segment.position(segment.position() + length + CRC_BYTES);
    }
  }

  private void checkChunk(Path file, ByteBuffer segment, int length) {
    int at = segment.position();
    out.clear();
    reader.decode(new Chunk(Encoding.XOR, 0, 0, segment.array(), at, length), out);
    XorWriter writer = new XorWriter();
    for (int i = 0; i < out.size; i++) {
      writer.append(out.timestamps[i], out.values[i]);
    }
    // Prometheus of 2019, which wrote this set, ended some chunks with an empty byte.
    int written = file.toString().contains("index_v1") ? writer.length() : length;
    assertThat(writer.toChunk().data())
        .as("%s at %d", file, at)
        .isEqualTo(Arrays.copyOfRange(segment.array(), at, at + written));
    chunks++;
  }

  private static int uvarint(ByteBuffer from) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = from.get();
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
