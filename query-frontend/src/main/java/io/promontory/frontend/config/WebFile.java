package io.promontory.frontend.config;

import io.promontory.adapter.tls.TlsServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A web configuration that was read and found good.
 *
 * @param path of the file, absolute; relative paths in it are relative to its folder
 */
public record WebFile(Path path, WebFileSection section) {
  /** How the port speaks TLS; null for plain HTTP. */
  public @Nullable TlsServerConfig tls() {
    TlsServerSection tls = section.tlsServerConfig();
    return tls == null ? null : TlsServers.config(tls, this::resolve);
  }

  /** Whether whoever reaches the port must say who asks. */
  public boolean keepsStrangersOut() {
    TlsServerConfig tls = tls();
    return !section.basicAuthUsers().isEmpty() || (tls != null && tls.keepsStrangersOut());
  }

  private Path resolve(String written) {
    return path.resolveSibling(written).normalize();
  }
}
