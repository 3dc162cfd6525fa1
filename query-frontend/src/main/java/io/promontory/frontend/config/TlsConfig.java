package io.promontory.frontend.config;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a client speaks TLS; files are PEM. */
@Section
@Doc("How a client speaks TLS; files are PEM, and read again when they change.")
public final class TlsConfig {
  @Doc("Authorities to trust in place of the system's.")
  private @Nullable String caFile;

  @Doc("Certificate to present.")
  private @Nullable String certFile;

  @Doc("Private key of that certificate (PKCS #8).")
  private @Nullable String keyFile;

  @Doc("Name to expect in the server's certificate, in place of the host's.")
  private @Nullable String serverName;

  @Doc("Accepts any certificate. Anyone on the path can then read and change the data.")
  private boolean insecureSkipVerify = false;

  public @Nullable String caFile() {
    return caFile;
  }

  public @Nullable String certFile() {
    return certFile;
  }

  public @Nullable String keyFile() {
    return keyFile;
  }

  public @Nullable String serverName() {
    return serverName;
  }

  public boolean insecureSkipVerify() {
    return insecureSkipVerify;
  }

  /**
   * The same for a client.
   *
   * @param files where a path in the configuration leads
   */
  public io.promontory.adapter.tls.TlsConfig at(Function<String, Path> files) {
    return new io.promontory.adapter.tls.TlsConfig(
        path(caFile, files),
        path(certFile, files),
        path(keyFile, files),
        serverName,
        insecureSkipVerify);
  }

  private static @Nullable Path path(@Nullable String written, Function<String, Path> files) {
    return written == null ? null : files.apply(written);
  }
}
