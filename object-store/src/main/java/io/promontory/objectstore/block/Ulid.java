package io.promontory.objectstore.block;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a block: 48 bits of creation time and 80 random bits, written as 26 digits of
 * Crockford's base 32. Ordered by time of creation.
 *
 * @param high the upper 64 bits: 48 bits of ms since the epoch, 16 random ones
 * @param low the lower 64 bits
 */
public record Ulid(long high, long low) implements Comparable<Ulid> {
  /** Characters of the text. */
  public static final int LENGTH = 26;

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS_PER_DIGIT = 5;

  /** A fresh name. */
  public static Ulid create(InstantSource clock, RandomGenerator random) {
    long high = (clock.millis() << 16) | (random.nextInt() & 0xffff);
    return new Ulid(high, random.nextLong());
  }

  /** Reads the text of a name, upper case only, as file names have it; empty if it is none. */
  public static Optional<Ulid> parse(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      high = (high << BITS_PER_DIGIT) | (low >>> (Long.SIZE - BITS_PER_DIGIT));
      low = (low << BITS_PER_DIGIT) | digit;
    }
    return Optional.of(new Ulid(high, low));
  }

  /**
   * As {@link #parse}.
   *
   * @throws IllegalArgumentException if the text is no ULID
   */
  public static Ulid of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no ULID"));
  }

  /** When it was created, ms since the epoch. */
  public long millis() {
    return high >>> 16;
  }

  @Override
  public int compareTo(Ulid other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long upper = high;
    long lower = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (lower & 31));
      lower = (lower >>> BITS_PER_DIGIT) | (upper << (Long.SIZE - BITS_PER_DIGIT));
      upper >>>= BITS_PER_DIGIT;
    }
    return new String(text);
  }
}
