package io.promontory.adapter.prometheus;

import io.promontory.adapter.prometheus.WireCursor.MalformedException;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Series;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final SymbolCache symbols = new SymbolCache();
  private String[] pairs = new String[32];
  private String[] previous = new String[0];

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
        int outer = enter(in);
        series.add(parseSeries(in));
        in.end = outer;
      } else if (tag == FIELD_2_VARINT) {
        queryIndex = in.varint();
      } else {
        in.skip(tag);
      }
    }
    return new Frame(queryIndex, series);
  }

  private static int enter(WireCursor in) throws MalformedException {
    int length = in.length();
    int outer = in.end;
    in.end = in.position + length;
    return outer;
  }

  private Series parseSeries(WireCursor in) throws MalformedException {
    int count = 0;
    List<Chunk> chunks = new ArrayList<>(4);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        int outer = enter(in);
        if (count + 2 > pairs.length) {
          pairs = Arrays.copyOf(pairs, pairs.length * 2);
        }
        parseLabel(in, count);
        count += pairs[count + 1].isEmpty() ? 0 : 2;
        in.end = outer;
      } else if (tag == FIELD_2) {
        int outer = enter(in);
        Chunk chunk = parseChunk(in);
        if (chunk.maxTime() >= minTime && chunk.minTime() <= maxTime) {
          chunks.add(chunk);
        }
        in.end = outer;
      } else {
        in.skip(tag);
      }
    }
    return new Series(labels(count), chunks);
  }

  private void parseLabel(WireCursor in, int at) throws MalformedException {
    pairs[at] = "";
    pairs[at + 1] = "";
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIELD_1) {
        pairs[at] = text(in);
      } else if (tag == FIELD_2) {
        pairs[at + 1] = text(in);
      } else {
        in.skip(tag);
      }
    }
  }

  private String text(WireCursor in) throws MalformedException {
    int length = in.length();
    try {
      String text = symbols.get(in.bytes, in.position, length);
      in.position += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedException("a label is not valid UTF-8");
    }
  }

  /**
   * Names are mostly the very objects of the series before, which spares the comparison. A server
   * that does not sort them is put right.
   */
  private Labels labels(int count) throws MalformedException {
    String[] own = Arrays.copyOf(pairs, count);
    boolean sameNames = count <= previous.length;
    boolean sorted = true;
    for (int i = 0; i < count; i += 2) {
      sameNames = sameNames && own[i] == previous[i];
      if (!sameNames && i > 0) {
        sorted = sorted && Utf8Order.INSTANCE.compare(own[i - 2], own[i]) < 0;
      }
    }
    if (sorted) {
      previous = own;
      return Labels.ofSorted(own);
    }
    return sortedLabels(own);
  }

  private static Labels sortedLabels(String[] pairs) throws MalformedException {
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (builder.get(pairs[i]) != null) {
        throw new MalformedException("a series has the label " + pairs[i] + " twice");
      }
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
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
          offset = in.position;
          in.position += length;
        }
        default -> in.skip(tag);
      }
    }
    Encoding encoding = code < 0 || code > Byte.MAX_VALUE ? null : Encoding.ofCode((int) code);
    if (encoding == null) {
      throw new MalformedException("a chunk has the unknown encoding " + code);
    }
    return new Chunk(encoding, from, to, in.bytes, offset, length);
  }
}
