package io.promontory.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.series.labels.Utf8Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Texts in one array of UTF-8: a few bytes a text, and quick to look through. */
public final class PackedTexts {
  public static final PackedTexts NONE = new PackedTexts(new byte[0], new int[0]);

  private final byte[] bytes;

  /** Where each text ends. */
  private final int[] ends;

  /** Whether a text is wanted. */
  @FunctionalInterface
  public interface Filter {
    boolean fits(byte[] bytes, int from, int to);
  }

  private PackedTexts(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  public static PackedTexts of(Collection<String> texts) {
    Packing packing = new Packing();
    texts.forEach(packing::add);
    return packing.done();
  }

  /** An array of strings, of which no string is made; the parser stands on its start. */
  public static PackedTexts read(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    Packing packing = new Packing();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.VALUE_STRING);
      packing.add(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
    return packing.done();
  }

  public int count() {
    return ends.length;
  }

  /** Bytes it takes. */
  public long size() {
    return bytes.length + (long) Integer.BYTES * ends.length;
  }

  /** The same texts by their bytes, each once. */
  public PackedTexts sorted() {
    if (isSorted()) {
      return this;
    }
    TreeSet<String> sorted = new TreeSet<>(Utf8Order.INSTANCE);
    sorted.addAll(first(ends.length));
    return of(sorted);
  }

  private boolean isSorted() {
    int before = 0;
    for (int i = 1; i < ends.length; i++) {
      int from = ends[i - 1];
      if (Arrays.compareUnsigned(bytes, before, from, bytes, from, ends[i]) >= 0) {
        return false;
      }
      before = from;
    }
    return true;
  }

  /**
   * @param limit most of them
   */
  public List<String> first(int limit) {
    return fitting((utf8, from, to) -> true, limit);
  }

  /**
   * The first that fit.
   *
   * @param limit most of them
   */
  public List<String> fitting(Filter filter, int limit) {
    List<String> found = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < ends.length && found.size() < limit; i++) {
      int to = ends[i];
      if (filter.fits(bytes, from, to)) {
        found.add(new String(bytes, from, to - from, UTF_8));
      }
      from = to;
    }
    return found;
  }

  /** What has come so far. */
  private static final class Packing {
    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[1 << 6];
    private int size;
    private int count;

    void add(String text) {
      byte[] more = text.getBytes(UTF_8);
      reserve(more.length);
      System.arraycopy(more, 0, bytes, size, more.length);
      end(size + more.length);
    }

    void add(char[] chars, int offset, int length) {
      reserve(length);
      int at = size;
      for (int i = offset; i < offset + length; i++) {
        char c = chars[i];
        if (c > 0x7f) {
          add(new String(chars, offset, length));
          return;
        }
        bytes[at++] = (byte) c;
      }
      end(at);
    }

    private void reserve(int more) {
      if (more > bytes.length - size) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), grown(bytes.length)));
      }
    }

    private void end(int at) {
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, grown(count));
      }
      ends[count++] = at;
      size = at;
    }

    private static int grown(int length) {
      return (int) Math.min(2L * length, Integer.MAX_VALUE - 8);
    }

    PackedTexts done() {
      return new PackedTexts(Arrays.copyOf(bytes, size), Arrays.copyOf(ends, count));
    }
  }
}
