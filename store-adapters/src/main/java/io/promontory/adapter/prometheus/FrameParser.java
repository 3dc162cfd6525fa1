package io.promontory.adapter.prometheus;

import io.promontory.adapter.wire.LabelPairs;
import io.promontory.adapter.wire.WireCursor;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the messages of a streamed answer ({@code ChunkedReadResponse}; field numbers in {@code
 * prometheus/remote.proto}). Chunks are slices of the frame's own array. Used by one thread.
 */
final class FrameParser {
  /** A tag is the field number times eight plus the wire type. */
  private static final int FIELD_1 = 1 << 3 | WireCursor.LENGTH_DELIMITED;

  private static final int FIELD_2 = 2 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_4 = 4 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int FIELD_1_VARINT = 1 << 3;
  private static final int FIELD_2_VARINT = 2 << 3;
  private static final int FIELD_3_VARINT = 3 << 3;

  private final long minTime;
  private final long maxTime;
  private final LabelPairs labels = new LabelPairs();

  /** One parsed frame. */
  record Frame(long queryIndex, List<Series> series) {}

  /** Chunks that lie outside the range, which is in ms and inclusive, are left out. */
  FrameParser(long minTime, long maxTime) {
    this.minTime = minTime;
    this.maxTime = maxTime;
  }

  Frame parse(byte[] payload) throws MalformedException {
    WireCursor in = new WireCursor(payload);
    List<Series> series = new ArrayList<>(1);
    long queryIndex = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        int outer = in.enter();
        series.add(parseSeries(in));
        in.leave(outer);
      } else if (tag == FIELD_2_VARINT) {
        queryIndex = in.varint();
      } else {
        in.skip(tag);
      }
    }
    return new Frame(queryIndex, series);
  }

  private Series parseSeries(WireCursor in) throws MalformedException {
    labels.clear();
    List<Chunk> chunks = new ArrayList<>(4);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        labels.add(in);
      } else if (tag == FIELD_2) {
        int outer = in.enter();
        Chunk chunk = parseChunk(in);
        if (chunk.maxTime() >= minTime && chunk.minTime() <= maxTime) {
          chunks.add(chunk);
        }
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return Series.of(labels.build(), chunks);
  }

  private static Chunk parseChunk(WireCursor in) throws MalformedException {
    long from = 0;
    long to = 0;
    long code = 0;
    int offset = 0;
    int length = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case FIELD_1_VARINT -> from = in.varint();
        case FIELD_2_VARINT -> to = in.varint();
        case FIELD_3_VARINT -> code = in.varint();
        case FIELD_4 -> {
          length = in.length();
          offset = in.position();
          in.advance(length);
        }
        default -> in.skip(tag);
      }
    }
    Encoding encoding = code < 0 || code > Byte.MAX_VALUE ? null : Encoding.ofCode((int) code);
    if (encoding == null) {
      throw new MalformedException("a chunk has the unknown encoding " + code);
    }
    return new Chunk(encoding, from, to, in.bytes(), offset, length);
  }
}
