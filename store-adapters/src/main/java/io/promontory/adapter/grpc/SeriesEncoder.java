package io.promontory.adapter.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.Series;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ColumnChunks;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes series as messages. Chunk payloads are wrapped, not copied; labels that repeat share their
 * message. One encoder serves one call.
 */
final class SeriesEncoder {
  /** A frame is closed once it holds this much; it may overshoot by one chunk. */
  static final int FRAME_BYTES = 1 << 20;

  private static final int REMEMBERED = 10_000;

  /** What a chunk takes beside its payload, about. */
  private static final int CHUNK_OVERHEAD = 32;

  private record Pair(String name, String value) {}

  private final Map<Pair, Label> labels = new HashMap<>();
  private final Set<Aggregate> asked;
  private final boolean labelsOnly;
  private final boolean allEncodings;
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();

  /**
   * @param asked what to send of windows
   * @param labelsOnly whether chunks are not wanted
   * @param allEncodings whether chunks may be in other encodings than the plain ones
   */
  SeriesEncoder(Set<Aggregate> asked, boolean labelsOnly, boolean allEncodings) {
    this.asked = asked;
    this.labelsOnly = labelsOnly;
    this.allEncodings = allEncodings;
  }

  /** A message and about how many bytes it takes. */
  record Encoded(Series message, int bytes) {}

  /**
   * One message per MiB of chunks, each with the labels; mostly one. None of a series without
   * chunks where they are wanted: Thanos fails the whole query over it.
   */
  List<Encoded> encode(io.promontory.series.store.Series series) {
    List<Encoded> messages = new ArrayList<>(1);
    Series.Builder message = Series.newBuilder();
    int labelBytes = addLabels(message, series.labels());
    int bytes = labelBytes;
    for (Chunk chunk : readable(series.chunks())) {
      if (bytes >= FRAME_BYTES) {
        messages.add(new Encoded(message.build(), bytes));
        message.clearChunks();
        bytes = labelBytes;
      }
      AggrChunk sent =
          chunk.encoding() == Encoding.AGGREGATES
              ? WireAggregates.toWire(chunk, asked)
              : encode(chunk);
      if (sent != null) {
        message.addChunks(sent);
        bytes += chunk.length() + CHUNK_OVERHEAD;
      }
    }
    if (labelsOnly || message.getChunksCount() > 0) {
      messages.add(new Encoded(message.build(), bytes));
    }
    return messages;
  }

  private List<Chunk> readable(List<Chunk> chunks) {
    if (allEncodings || chunks.stream().allMatch(SeriesEncoder::isReadable)) {
      return chunks;
    }
    List<Chunk> readable = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (isReadable(chunk)) {
        readable.add(chunk);
      } else {
        decoder.decode(List.of(chunk), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        readable.addAll(ColumnChunks.plain(columns));
      }
    }
    return readable;
  }

  private static boolean isReadable(Chunk chunk) {
    return chunk.encoding().isPlain() || chunk.encoding() == Encoding.AGGREGATES;
  }

  private int addLabels(Series.Builder message, Labels series) {
    int bytes = 0;
    for (int i = 0; i < series.size(); i++) {
      Label label = label(series.name(i), series.value(i));
      message.addLabels(label);
      bytes += label.getSerializedSize() + 2;
    }
    return bytes;
  }

  private Label label(String name, String value) {
    Pair pair = new Pair(name, value);
    Label known = labels.get(pair);
    if (known != null) {
      return known;
    }
    Label fresh =
        Label.newBuilder()
            .setName(ByteString.copyFrom(name, UTF_8))
            .setValue(ByteString.copyFrom(value, UTF_8))
            .build();
    if (labels.size() < REMEMBERED) {
      labels.put(pair, fresh);
    }
    return fresh;
  }

  /** The wire counts encodings from 0 where chunk files count from 1. */
  private static AggrChunk encode(Chunk chunk) {
    return AggrChunk.newBuilder()
        .setMinTime(chunk.minTime())
        .setMaxTime(chunk.maxTime())
        .setRaw(payload(chunk))
        .build();
  }

  static io.promontory.proto.thanos.Chunk payload(Chunk chunk) {
    return io.promontory.proto.thanos.Chunk.newBuilder()
        .setTypeValue(chunk.encoding().code() - 1)
        .setData(UnsafeByteOperations.unsafeWrap(chunk.data(), chunk.offset(), chunk.length()))
        .build();
  }
}
