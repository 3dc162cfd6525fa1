package io.promontory.objectstore.block;

/** A file that is read mostly from front to end, a large piece at a time. Used by one thread. */
public final class WindowedFile {
  private static final int WINDOW = 4 << 20;

  private final BlockFile file;
  private ByteCursor window;

  public WindowedFile(BlockFile file) {
    this.file = file;
    this.window = new ByteCursor(file.name(), new byte[0], 0, 0, 0);
  }

  public BlockFile file() {
    return file;
  }

  /**
   * A cursor at an offset.
   *
   * @param need bytes that must be there, fewer where the file ends before
   */
  public ByteCursor at(long offset, long need) {
    long wanted = Math.min(need, file.size() - offset);
    long ahead = offset - window.offset();
    if (ahead < 0 || ahead + wanted > window.remaining()) {
      file.checkRange(offset, 0);
      int length = Math.toIntExact(Math.min(Math.max(wanted, WINDOW), file.size() - offset));
      window = file.cursor(offset, length);
      ahead = 0;
    }
    return window.at(window.at() + (int) ahead, window.end());
  }
}
