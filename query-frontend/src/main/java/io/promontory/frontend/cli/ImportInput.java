package io.promontory.frontend.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens text that is to be imported: a file or standard input, gzip or plain. */
final class ImportInput {
  private static final int BUFFER = 256 << 10;
  private static final int TOLD_EVERY = 1 << 20;

  private ImportInput() {}

  /**
   * @param name of a file, or {@code -} for standard input
   * @param progress told of the bytes of the file that were read
   */
  static InputStream open(String name, Progress progress) throws IOException {
    boolean standard = name.equals("-");
    Path path = Path.of(name);
    long size = standard || !Files.isRegularFile(path) ? -1 : Files.size(path);
    InputStream raw = standard ? System.in : Files.newInputStream(path);
    InputStream in =
        new BufferedInputStream(new Counted(raw, size, "reading " + name, progress), BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }

  private static final class Counted extends FilterInputStream {
    private final long size;
    private final String task;
    private final Progress progress;
    private long done;
    private long told;

    Counted(InputStream in, long size, String task, Progress progress) {
      super(in);
      this.size = size;
      this.task = task;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      done += Math.max(0, read);
      if (done - told >= TOLD_EVERY) {
        told = done;
        progress.bytes(task, done, size);
      }
      return read;
    }
  }
}
