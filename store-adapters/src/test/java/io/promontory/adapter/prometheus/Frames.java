package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.promontory.proto.prometheus.Chunk;
import io.promontory.proto.prometheus.ChunkedReadResponse;
import io.promontory.proto.prometheus.ChunkedSeries;
import io.promontory.proto.prometheus.Label;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Builds the frames of a streamed remote read answer. */
final class Frames {
  static final String CONTENT_TYPE =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

  private Frames() {}

  /** A frame with one series that has one chunk of samples 15 s apart, from {@code start} ms on. */
  static byte[] series(long queryIndex, Labels labels, long start, double... values) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < values.length; i++) {
      writer.append(start + i * 15_000L, values[i]);
    }
    var chunk = writer.toChunk();
    return frame(message(queryIndex, labels, chunk.minTime(), chunk.maxTime(), 1, chunk.data()));
  }

  static ChunkedReadResponse message(
      long queryIndex, Labels labels, long from, long to, int encoding, byte[] data) {
    ChunkedSeries.Builder series = ChunkedSeries.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      series.addLabels(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8)));
    }
    series.addChunks(
        Chunk.newBuilder()
            .setMinTimeMs(from)
            .setMaxTimeMs(to)
            .setTypeValue(encoding)
            .setData(ByteString.copyFrom(data)));
    return ChunkedReadResponse.newBuilder()
        .addChunkedSeries(series)
        .setQueryIndex(queryIndex)
        .build();
  }

  static byte[] frame(ChunkedReadResponse message) {
    byte[] payload = message.toByteArray();
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return frame(payload.length, (int) crc.getValue(), payload);
  }

  /** A frame whose length and checksum may be lies. */
  static byte[] frame(long length, int crc, byte[] payload) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeUInt64NoTag(length);
      out.flush();
      bytes.write(ByteBuffer.allocate(4).putInt(crc).array());
      bytes.write(payload);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
