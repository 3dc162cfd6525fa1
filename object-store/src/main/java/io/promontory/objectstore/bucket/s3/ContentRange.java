package io.promontory.objectstore.bucket.s3;

import org.jspecify.annotations.Nullable;

/** The header of that name (RFC 9110 section 14.4). */
final class ContentRange {
  private static final String UNIT = "bytes ";

  private ContentRange() {}

  /**
   * Reads {@code bytes FIRST-LAST/SIZE}.
   *
   * @return first, last and size; null for anything else, an unknown size included
   */
  static long @Nullable [] parse(String header) {
    int dash = header.indexOf('-');
    int slash = header.indexOf('/');
    if (!header.startsWith(UNIT) || dash < UNIT.length() || slash < dash) {
      return null;
    }
    try {
      long first = Long.parseLong(header, UNIT.length(), dash, 10);
      long last = Long.parseLong(header, dash + 1, slash, 10);
      long size = Long.parseLong(header, slash + 1, header.length(), 10);
      return first < 0 || last < first || size <= last ? null : new long[] {first, last, size};
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
