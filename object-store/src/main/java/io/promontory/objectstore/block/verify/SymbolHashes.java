package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.Symbols;
import java.util.HashMap;
import java.util.Map;

/** Stands 64 bits in for each symbol, so that labels are compared without their texts in memory. */
final class SymbolHashes {
  private final Symbols symbols;
  private final long[] byOrdinal;

  /** In an index of version 1, whose references are no ordinals. */
  private final Map<Long, Long> byOffset = new HashMap<>();

  private final boolean offsets;

  SymbolHashes(IndexHeader header) {
    symbols = header.symbols();
    offsets = header.version() == 1;
    byOrdinal = new long[offsets ? 0 : symbols.size()];
    if (!offsets) {
      int[] next = new int[1];
      symbols.forEach(text -> byOrdinal[next[0]++] = of(text));
    }
  }

  /**
   * What stands for the symbol of a reference.
   *
   * @throws io.promontory.objectstore.block.CorruptBlockException if there is none
   */
  long of(long reference) {
    if (offsets) {
      return byOffset.computeIfAbsent(reference, key -> of(symbols.get(key)));
    }
    if (reference < 0 || reference >= byOrdinal.length) {
      symbols.get(reference); // throws
    }
    return byOrdinal[(int) reference];
  }

  static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash);
  }

  /** What stands for a label, from what stands for its name and value; never 0. */
  static long pair(long name, long value) {
    long pair = mixed(name * 0x9e3779b97f4a7c15L + value);
    return pair == 0 ? 1 : pair;
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
