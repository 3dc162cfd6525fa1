package io.promontory.frontend.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The codings of answers; {@link #token} is the word in {@code Content-Encoding}. */
enum Compression {
  GZIP("gzip") {
    @Override
    OutputStream wrap(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER_BYTES) {
        {
          def.setLevel(Deflater.BEST_SPEED);
        }
      };
    }
  },

  /** With zlib's frame, as HTTP defines it. */
  DEFLATE("deflate") {
    @Override
    OutputStream wrap(OutputStream out) {
      return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED), BUFFER_BYTES) {
        @Override
        public void close() throws IOException {
          try {
            super.close();
          } finally {
            def.end();
          }
        }
      };
    }
  };

  private static final int BUFFER_BYTES = 1 << 14;

  private final String token;

  Compression(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }

  abstract OutputStream wrap(OutputStream out) throws IOException;

  /** The first coding listed that is known, quality values not read; null for none. */
  static @Nullable Compression accepted(@Nullable String acceptEncoding) {
    if (acceptEncoding != null) {
      for (String token : acceptEncoding.split(",", -1)) {
        for (Compression coding : values()) {
          if (coding.token.equals(token.strip())) {
            return coding;
          }
        }
      }
    }
    return null;
  }
}
