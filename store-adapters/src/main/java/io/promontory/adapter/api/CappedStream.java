package io.promontory.adapter.api;

import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more than so many bytes have come. */
final class CappedStream extends FilterInputStream {
  private final String store;
  private final long limit;
  private long count;

  CappedStream(String store, InputStream in, long limit) {
    super(in);
    this.store = store;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int more) {
    count += more;
    if (count > limit) {
      throw new StoreException(store, Kind.LIMIT, "an answer of more than " + limit + " bytes");
    }
  }
}
