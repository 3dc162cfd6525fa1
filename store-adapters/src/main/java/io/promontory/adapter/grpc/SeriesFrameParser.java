package io.promontory.adapter.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promontory.adapter.wire.LabelPairs;
import io.promontory.adapter.wire.WireCursor;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.AggregateParts;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parses the frames of a Series call (field numbers in {@code thanos/store.proto} and {@code
 * thanos/types.proto}). Chunks are slices of the frame's own bytes. Used by one thread.
 */
final class SeriesFrameParser {
  private static final int FIELD_1 = 1 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_2 = 2 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_3 = 3 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_4 = 4 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_5 = 5 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_6 = 6 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_7 = 7 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_8 = 8 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_1_VARINT = 1 << 3;
  private static final int FIELD_2_VARINT = 2 << 3;

  private final String store;
  private final LabelPairs labels = new LabelPairs();

  SeriesFrameParser(String store) {
    this.store = store;
  }

  /**
   * Hands out what a frame carries; kinds of frame that are newer than this client are passed over.
   *
   * @throws StoreException of kind CORRUPT if the frame is malformed
   */
  void parse(
      RawFrame frame, Collection<Series> series, Consumer<String> warnings, Consumer<Any> hints) {
    WireCursor in = new WireCursor(frame.bytes());
    try {
      while (in.hasMore()) {
        int tag = in.tag();
        switch (tag) {
          case FIELD_1 -> series.add(series(in));
          case FIELD_2 -> warnings.accept(text(in));
          case FIELD_3 -> hints.accept(any(in));
          case FIELD_4 -> batch(in, series);
          default -> in.skip(tag);
        }
      }
    } catch (MalformedException | InvalidProtocolBufferException e) {
      throw new StoreException(
          store, Kind.CORRUPT, "a frame of the answer is malformed: " + e.getMessage(), e);
    }
  }

  private static String text(WireCursor in) throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return new String(in.bytes(), from, length, StandardCharsets.UTF_8);
  }

  private static Any any(WireCursor in) throws MalformedException, InvalidProtocolBufferException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return Any.parseFrom(ByteString.copyFrom(in.bytes(), from, length));
  }

  private void batch(WireCursor in, Collection<Series> series) throws MalformedException {
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        series.add(series(in));
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private Series series(WireCursor in) throws MalformedException {
    int outer = in.enter();
    labels.clear();
    List<Chunk> chunks = new ArrayList<>(4);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        labels.add(in);
      } else if (tag == FIELD_2) {
        chunks.add(aggrChunk(in));
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    return Series.of(labels.build(), chunks);
  }

  private Chunk aggrChunk(WireCursor in) throws MalformedException {
    int outer = in.enter();
    long from = 0;
    long to = 0;
    @Nullable Chunk raw = null;
    Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case FIELD_1_VARINT -> from = in.varint();
        case FIELD_2_VARINT -> to = in.varint();
        case FIELD_3 -> raw = rawChunk(in);
        case FIELD_4 -> parts.put(Aggregate.COUNT, rawChunk(in));
        case FIELD_5 -> parts.put(Aggregate.SUM, rawChunk(in));
        case FIELD_6 -> parts.put(Aggregate.MIN, rawChunk(in));
        case FIELD_7 -> parts.put(Aggregate.MAX, rawChunk(in));
        case FIELD_8 -> parts.put(Aggregate.COUNTER, rawChunk(in));
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    if (raw == null) {
      return AggregateParts.join(parts, from, to);
    }
    return new Chunk(raw.encoding(), from, to, raw.data(), raw.offset(), raw.length());
  }

  /** The wire counts encodings from 0 where chunk files count from 1; its times are not here. */
  private static Chunk rawChunk(WireCursor in) throws MalformedException {
    int outer = in.enter();
    long code = 1;
    int offset = 0;
    int length = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case FIELD_1_VARINT -> code = in.varint() + 1;
        case FIELD_2 -> {
          length = in.length();
          offset = in.position();
          in.advance(length);
        }
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    Encoding encoding = code < 0 || code > Byte.MAX_VALUE ? null : Encoding.ofCode((int) code);
    if (encoding == null) {
      throw new MalformedException("a chunk has the unknown encoding " + code);
    }
    return new Chunk(encoding, 0, 0, in.bytes(), offset, length);
  }
}
