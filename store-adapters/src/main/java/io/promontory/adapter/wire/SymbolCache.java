package io.promontory.adapter.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of label names and values into strings, and gives back the same object for bytes
 * seen lately. A direct-mapped table of fixed size: a value that collides takes the place, so that
 * unique values cost one string each and never fill memory. Used by one thread at a time.
 */
final class SymbolCache {
  private static final int SLOTS = 1 << 13;

  private final @Nullable String[] slots = new String[SLOTS];

  /**
   * The string of a range of UTF-8 bytes.
   *
   * @throws CharacterCodingException if the bytes are no UTF-8
   */
  String get(byte[] bytes, int offset, int length) throws CharacterCodingException {
    int hash = length;
    int high = 0;
    for (int i = offset; i < offset + length; i++) {
      high |= bytes[i];
      hash = 31 * hash + bytes[i];
    }
    if (high < 0) {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    }
    int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    String known = slots[slot];
    if (known != null && equalsAscii(known, bytes, offset, length)) {
      return known;
    }
    String fresh = new String(bytes, offset, length, ISO_8859_1);
    slots[slot] = fresh;
    return fresh;
  }

  private static boolean equalsAscii(String text, byte[] bytes, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
