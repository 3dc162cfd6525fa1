package io.promontory.objectstore.bucket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** A file that is written under a reserved name and moved into place when it is complete. */
final class FileUpload extends Upload {
  private final String key;
  private final Path written;
  private final Paths paths;
  private final FilePlacement placement;
  private final FileChannel out;

  /** Says where a key's file lies. */
  interface Paths {
    Path of(String key);
  }

  FileUpload(Path root, String key, Paths paths, FilePlacement placement) throws IOException {
    this.key = key;
    this.paths = paths;
    this.placement = placement;
    paths.of(key);
    written = root.resolve(FilesystemBucket.RESERVED + UUID.randomUUID());
    out = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    } catch (IOException e) {
      throw FilesystemBucket.failed("writing", key, e);
    }
  }

  @Override
  public String commit() {
    return commit(Condition.ALWAYS).orElseThrow();
  }

  Optional<String> commit(Condition condition) {
    try {
      out.force(true);
      return placement.place(key, written, paths.of(key), condition);
    } catch (IOException e) {
      throw FilesystemBucket.failed("writing", key, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(written);
    } catch (IOException e) {
      // It stays behind under a name that no listing shows.
    }
  }
}
