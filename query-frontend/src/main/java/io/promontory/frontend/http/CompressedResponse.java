package io.promontory.frontend.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A response whose body is compressed; one without a body stays as it is. */
final class CompressedResponse extends HttpServletResponseWrapper {
  private final Compression coding;
  private @Nullable OutputStream compressed;
  private @Nullable ServletOutputStream stream;

  CompressedResponse(HttpServletResponse response, Compression coding) {
    super(response);
    this.coding = coding;
  }

  /** Ends the compressed body; to be called once the answer is written. */
  void finish() throws IOException {
    if (compressed != null) {
      compressed.close();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new Stream(super.getOutputStream());
    }
    return stream;
  }

  @Override
  public void setContentLength(int length) {}

  @Override
  public void setContentLengthLong(long length) {}

  @Override
  public void setHeader(String name, String value) {
    if (!name.equalsIgnoreCase("Content-Length")) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!name.equalsIgnoreCase("Content-Length")) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  private final class Stream extends ServletOutputStream {
    private final ServletOutputStream plain;

    private Stream(ServletOutputStream plain) {
      this.plain = plain;
    }

    private OutputStream compressed() throws IOException {
      OutputStream out = compressed;
      if (out == null) {
        CompressedResponse.super.setHeader("Content-Encoding", coding.token());
        out = coding.wrap(plain);
        compressed = out;
      }
      return out;
    }

    @Override
    public void write(int b) throws IOException {
      compressed().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        compressed().write(bytes, offset, length);
      }
    }

    /** The frame ends with {@link #finish}; what is compressed so far need not travel sooner. */
    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean isReady() {
      return plain.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("compressed answers are written by blocking calls");
    }
  }
}
