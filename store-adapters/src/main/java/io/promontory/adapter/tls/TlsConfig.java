package io.promontory.adapter.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS to a server. Files are PEM.
 *
 * @param caFile authorities to trust instead of the system's
 * @param certFile certificate (chain) to present
 * @param keyFile private key of that certificate, PKCS #8
 * @param serverName name that the server's certificate must carry instead of the host's
 * @param insecureSkipVerify accept any certificate
 */
public record TlsConfig(
    @Nullable Path caFile,
    @Nullable Path certFile,
    @Nullable Path keyFile,
    @Nullable String serverName,
    boolean insecureSkipVerify) {
  public static final TlsConfig SYSTEM = new TlsConfig(null, null, null, null, false);

  public TlsConfig {
    if ((certFile == null) != (keyFile == null)) {
      throw new IllegalArgumentException("cert_file and key_file are needed together");
    }
  }
}
