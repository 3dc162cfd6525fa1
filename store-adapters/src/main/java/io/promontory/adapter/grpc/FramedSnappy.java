package io.promontory.adapter.grpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.xerial.snappy.SnappyFramedInputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

/**
 * The encoding that Thanos calls {@code snappy}: Snappy's framed stream (its {@code
 * framing_format.txt}), not the bare block of remote read.
 */
final class FramedSnappy implements Codec {
  static final FramedSnappy INSTANCE = new FramedSnappy();

  private static final DecompressorRegistry REGISTRY =
      DecompressorRegistry.getDefaultInstance().with(INSTANCE, true);

  private FramedSnappy() {}

  /** What a peer may send compressed: by this, or by gzip. */
  static DecompressorRegistry registry() {
    return REGISTRY;
  }

  @Override
  public String getMessageEncoding() {
    return "snappy";
  }

  @Override
  public InputStream decompress(InputStream in) throws IOException {
    return new SnappyFramedInputStream(in);
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new SnappyFramedOutputStream(out);
  }
}
