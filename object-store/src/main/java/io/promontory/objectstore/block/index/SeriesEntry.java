package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * One series of an index as stored: references of its labels' names and values, and its chunks.
 * Reused from series to series by one thread, without allocation while its arrays suffice.
 */
public final class SeriesEntry {
  private long[] references = new long[32];
  private int labelCount;
  private long[] chunks = new long[3 * 64];
  private int chunkCount;

  /**
   * Bytes of an entry, with length and checksum, or -1 if that does not show from those at hand.
   *
   * @param from stands at the entry's first byte and stays there
   * @throws CorruptBlockException if the length makes no sense
   */
  public static long size(ByteCursor from) {
    long length = 0;
    for (int i = 0; i < 5; i++) {
      if (i >= from.remaining()) {
        return -1;
      }
      byte b = from.data()[from.at() + i];
      length |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return 1 + i + length + ByteCursor.CRC_BYTES;
      }
    }
    throw from.corrupt("the length of a series entry has more than 5 bytes");
  }

  /**
   * Reads an entry in place of the one before.
   *
   * @param from stands at the entry's first byte; the entry must be there in whole
   * @throws CorruptBlockException if it breaks the format
   */
  public void parse(ByteCursor from) {
    labelCount = 0;
    chunkCount = 0;
    int length = from.length();
    int body = from.at();
    if (length > from.remaining() - ByteCursor.CRC_BYTES) {
      throw from.corrupt("a series entry of " + length + " bytes goes beyond the end");
    }
    ByteCursor check = from.part(length + ByteCursor.CRC_BYTES);
    check.skip(length);
    check.checkCrc(body);
    ByteCursor in = from.part(length);
    readLabels(in);
    readChunks(in);
    from.skip(length + ByteCursor.CRC_BYTES);
  }

  private void readLabels(ByteCursor in) {
    int count = in.count(2, "labels");
    if (references.length < 2 * count) {
      references = new long[Math.max(2 * count, references.length * 2)];
    }
    for (int i = 0; i < 2 * count; i += 2) {
      references[i] = in.uvarint();
      references[i + 1] = in.uvarint();
      // Symbols are in order, so names are if their references are.
      if (i > 0 && references[i] <= references[i - 2]) {
        throw in.corrupt("label " + i / 2 + " of a series is not above the one before");
      }
    }
    labelCount = count;
  }

  private void readChunks(ByteCursor in) {
    int count = in.count(3, "chunks");
    if (chunks.length < 3 * count) {
      chunks = new long[Math.max(3 * count, chunks.length * 2)];
    }
    long last = 0;
    long ref = 0;
    for (int i = 0; i < count; i++) {
      long min = i == 0 ? in.varint() : last + in.uvarint();
      long max = min + in.uvarint();
      ref = i == 0 ? in.uvarint() : ref + in.varint();
      if (max < min || (i > 0 && min < last) || ref < 0) {
        throw in.corrupt("chunk " + i + " of a series goes back in time, or has no place");
      }
      chunks[3 * i] = min;
      chunks[3 * i + 1] = max;
      chunks[3 * i + 2] = ref;
      last = max;
    }
    chunkCount = count;
  }

  public int labelCount() {
    return labelCount;
  }

  public long nameSymbol(int label) {
    return references[2 * label];
  }

  public long valueSymbol(int label) {
    return references[2 * label + 1];
  }

  public int chunkCount() {
    return chunkCount;
  }

  /** ms, inclusive. */
  public long minTime(int chunk) {
    return chunks[3 * chunk];
  }

  /** ms, inclusive. */
  public long maxTime(int chunk) {
    return chunks[3 * chunk + 1];
  }

  public long ref(int chunk) {
    return chunks[3 * chunk + 2];
  }

  public ChunkMeta chunk(int chunk) {
    return new ChunkMeta(minTime(chunk), maxTime(chunk), ref(chunk));
  }

  /**
   * The labels as text; those with empty values are left out.
   *
   * @throws CorruptBlockException if a symbol does not exist
   */
  public Labels labels(Symbols symbolTable) {
    return labels(symbolTable::get);
  }

  /**
   * As {@link #labels(Symbols)}.
   *
   * @param symbols gives the text that a reference stands for
   */
  public Labels labels(LongFunction<String> symbols) {
    String[] pairs = new String[2 * labelCount];
    int n = 0;
    for (int i = 0; i < labelCount; i++) {
      String value = symbols.apply(valueSymbol(i));
      if (!value.isEmpty()) {
        pairs[n++] = symbols.apply(nameSymbol(i));
        pairs[n++] = value;
      }
    }
    return Labels.ofSorted(n == pairs.length ? pairs : Arrays.copyOf(pairs, n));
  }
}
