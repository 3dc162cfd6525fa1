package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All symbols of an index in memory, for those who turn many series into labels: their bytes as
 * they are stored, and of those asked for the texts, so that a text found twice is mostly the same
 * object and costs as little as an access to an array. Safe for concurrent use.
 */
public final class SymbolTexts implements LongFunction<String> {
  /** Of so many symbols the place of one is held; the others are found from there. */
  private static final int STEP = 8;

  /** Texts that are kept; beyond that all are forgotten at once. */
  private static final int MOST_KEPT = 1 << 18;

  /** A text with its array, beside its characters. */
  private static final int TEXT_BYTES = 48;

  private final Symbols symbols;
  private final byte[] data;
  private final int[] places;
  private final @Nullable String[] texts;
  private final AtomicInteger kept = new AtomicInteger();

  private SymbolTexts(Symbols symbols, byte[] data, int[] places) {
    this.symbols = symbols;
    this.data = data;
    this.places = places;
    this.texts = new String[symbols.isByOffset() ? 0 : symbols.size()];
  }

  /** Bytes that the texts of symbols would take in memory at most, about. */
  public static long memory(Symbols symbols) {
    if (symbols.isByOffset()) {
      return 0;
    }
    long perText = TEXT_BYTES + symbols.bytes() / Math.max(1, symbols.size());
    return symbols.bytes()
        + symbols.size() * (long) Integer.BYTES
        + symbols.size() * (long) Integer.BYTES / STEP
        + Math.min(symbols.size(), MOST_KEPT) * perText;
  }

  /**
   * Reads all symbols at once. Those of an index of version 1 are read as they are asked for.
   *
   * @throws CorruptBlockException if the file is damaged, or they have more than 2 GiB
   */
  public static SymbolTexts load(Symbols symbols) {
    if (symbols.isByOffset()) {
      return new SymbolTexts(symbols, new byte[0], new int[0]);
    }
    Section section = symbols.section();
    long length = section.bodyEnd() - section.firstEntry();
    if (length > Integer.MAX_VALUE - STEP) {
      throw symbols.corrupt("the symbols have " + length + " bytes");
    }
    ByteCursor in = section.file().cursor(section.firstEntry(), (int) length);
    byte[] data = Arrays.copyOfRange(in.data(), in.at(), in.end());
    int[] places = new int[(symbols.size() + STEP - 1) / STEP];
    int start = in.at();
    for (int i = 0; i < symbols.size(); i++) {
      if (i % STEP == 0) {
        places[i / STEP] = in.at() - start;
      }
      in.skip(in.length());
    }
    return new SymbolTexts(symbols, data, places);
  }

  /**
   * The text that a reference stands for.
   *
   * @throws CorruptBlockException if there is none
   */
  @Override
  public String apply(long reference) {
    if (reference < 0 || reference >= texts.length) {
      return symbols.get(reference);
    }
    String text = texts[(int) reference];
    return text == null ? decode((int) reference) : text;
  }

  private String decode(int number) {
    int at = places[number / STEP];
    for (int i = number % STEP; i > 0; i--) {
      at += length(at) + lengthBytes(at);
    }
    int from = at + lengthBytes(at);
    String text = ByteCursor.text(data, from, from + length(at));
    if (kept.incrementAndGet() > MOST_KEPT) {
      Arrays.fill(texts, null);
      kept.set(1);
    }
    texts[number] = text;
    return text;
  }

  /** The number at an index, which is known to be whole and in bounds. */
  private int length(int at) {
    int length = 0;
    int shift = 0;
    int i = at;
    do {
      length |= (data[i] & 0x7f) << shift;
      shift += 7;
    } while (data[i++] < 0);
    return length;
  }

  private int lengthBytes(int at) {
    int i = at;
    while (data[i] < 0) {
      i++;
    }
    return i + 1 - at;
  }
}
