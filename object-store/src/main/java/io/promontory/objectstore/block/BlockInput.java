package io.promontory.objectstore.block;

import java.util.zip.CRC32C;

/**
 * Reads part of a file from front to end through a window, so that memory stays small however long
 * the part is. Used by one thread.
 */
public final class BlockInput {
  /** Texts longer than this are taken for damage. */
  public static final int LONGEST_TEXT = 4 << 20;

  private static final int WINDOW = 256 << 10;
  private static final int LONGEST_NUMBER = 10;

  private final BlockFile file;
  private final long end;
  private final int window;
  private final CRC32C crc = new CRC32C();
  private ByteCursor bytes;
  private int summed;

  public BlockInput(BlockFile file, long start, long end) {
    this(file, start, end, WINDOW);
  }

  /**
   * @param window bytes to read at a time
   */
  public BlockInput(BlockFile file, long start, long end, int window) {
    this.file = file;
    this.end = end;
    this.window = window;
    this.bytes = read(start, 0);
  }

  /** Offset in the file of what is read next. */
  public long position() {
    return bytes.offset();
  }

  /** The checksum of all that was read. */
  public int crc() {
    sum();
    return (int) crc.getValue();
  }

  public void skip(int count) {
    ensure(count);
    bytes.skip(count);
  }

  public long uvarint() {
    ensure(LONGEST_NUMBER);
    return bytes.uvarint();
  }

  public String text() {
    int length = textLength();
    String text = ByteCursor.text(bytes.data(), bytes.at(), bytes.at() + length);
    bytes.skip(length);
    return text;
  }

  /** Skips a text; its bytes are those before {@link #at} in {@link #data}. */
  public int skipText() {
    int length = textLength();
    bytes.skip(length);
    return length;
  }

  /** The window; changes with every call that reads. */
  public byte[] data() {
    return bytes.data();
  }

  /** Index in {@link #data} of what is read next. */
  public int at() {
    return bytes.at();
  }

  public CorruptBlockException corrupt(String problem) {
    return bytes.corrupt(problem);
  }

  private int textLength() {
    long length = uvarint();
    if (length < 0 || length > LONGEST_TEXT || length > end - position()) {
      throw corrupt("a text of " + Long.toUnsignedString(length) + " bytes");
    }
    ensure((int) length);
    return (int) length;
  }

  private void ensure(int count) {
    if (bytes.remaining() < count && position() + bytes.remaining() < end) {
      sum();
      bytes = read(position(), count);
    }
  }

  private ByteCursor read(long position, int least) {
    int length = (int) Math.min(Math.max(window, least), end - position);
    ByteCursor read = file.cursor(position, length);
    summed = read.at();
    return read;
  }

  private void sum() {
    crc.update(bytes.data(), summed, bytes.at() - summed);
    summed = bytes.at();
  }
}
