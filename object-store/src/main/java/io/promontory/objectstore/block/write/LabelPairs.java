package io.promontory.objectstore.block.write;

import io.promontory.series.labels.Utf8Order;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The labels of a block that is written, each name and value a number: symbols in the order in
 * which they came, and pairs of symbols with the count of series that have them.
 */
final class LabelPairs {
  private final Map<String, Integer> symbols = new HashMap<>();
  private long[] pairs = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private int[] slots = new int[1 << 11];
  private int size;

  LabelPairs() {
    Arrays.fill(slots, -1);
  }

  /** The number of a text. */
  int symbol(String text) {
    Integer known = symbols.get(text);
    if (known != null) {
      return known;
    }
    int number = symbols.size();
    symbols.put(text, number);
    return number;
  }

  /** The number of a label; counts one more series for it. */
  int count(String name, String value) {
    long pair = (long) symbol(name) << 32 | symbol(value);
    int slot = slotOf(pair);
    int number = slots[slot];
    if (number < 0) {
      number = add(pair, slot);
    }
    counts[number]++;
    return number;
  }

  private int add(long pair, int slot) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    int number = size++;
    pairs[number] = pair;
    slots[slot] = number;
    if (size * 2 > slots.length) {
      slots = new int[slots.length * 2];
      Arrays.fill(slots, -1);
      for (int i = 0; i < size; i++) {
        slots[slotOf(pairs[i])] = i;
      }
    }
    return number;
  }

  private int slotOf(long pair) {
    int mask = slots.length - 1;
    long mixed = pair * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (slots[slot] >= 0 && pairs[slots[slot]] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  int size() {
    return size;
  }

  /** How many series have a label. */
  int seriesOf(int pair) {
    return counts[pair];
  }

  int nameOf(int pair) {
    return (int) (pairs[pair] >>> 32);
  }

  int valueOf(int pair) {
    return (int) pairs[pair];
  }

  /** All texts in order. */
  String[] sortedSymbols() {
    String[] sorted = symbols.keySet().toArray(String[]::new);
    Arrays.sort(sorted, Utf8Order.INSTANCE);
    return sorted;
  }

  /** Where in the order each text is, by its number. */
  int[] ranks(String[] sorted) {
    int[] ranks = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      ranks[symbol(sorted[i])] = i;
    }
    return ranks;
  }

  /** Numbers of the labels in the order of name and value. */
  int[] sortedPairs(int[] ranks) {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = (long) ranks[nameOf(i)] << 32 | ranks[valueOf(i)];
    }
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[Arrays.binarySearch(sorted, keys[i])] = i;
    }
    return order;
  }
}
