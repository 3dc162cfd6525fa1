package io.promontory.adapter.tls;

import javax.net.ssl.SSLContext;

/** Builds an SSL context from a {@link TlsConfig}. */
public final class TlsContexts {
  private TlsContexts() {}

  /**
   * Reads the files, and again when they change.
   *
   * @throws IllegalArgumentException if a file is missing or not what it should be
   */
  public static SSLContext of(TlsConfig config) {
    return new ClientTls(config).context();
  }
}
