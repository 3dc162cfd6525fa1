package io.promontory.frontend.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Measures JSON before it is sent, by writing it to nowhere. */
public final class JsonSize {
  private JsonSize() {}

  /** Whether a value has more bytes; writes no more of it than that takes. */
  public static boolean exceeds(JsonBody body, long limit) {
    try {
      JsonOutput out = new JsonOutput(new Meter(limit));
      body.writeTo(out);
      out.flush();
      return false;
    } catch (LimitReached e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class LimitReached extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Meter extends OutputStream {
    private long left;

    private Meter(long limit) {
      this.left = limit;
    }

    @Override
    public void write(int b) throws IOException {
      take(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
    }

    private void take(int count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new LimitReached();
      }
    }
  }
}
