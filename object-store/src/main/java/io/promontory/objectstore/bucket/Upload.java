package io.promontory.objectstore.bucket;

import java.io.OutputStream;

/**
 * An object being written. Nothing of it is visible before {@link #commit}; closed without, it
 * leaves nothing. For one thread. Failures are {@link BucketException}s; after one, only {@link
 * #close} has a meaning.
 */
public abstract class Upload extends OutputStream {
  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  /** Nothing: what is buffered goes out when it suits the bucket. */
  @Override
  public void flush() {}

  /**
   * Puts the object in place of any that is there; once, as the last call before {@link #close}.
   *
   * @return the object's tag
   */
  public abstract String commit();

  @Override
  public abstract void close();
}
