package io.promontory.adapter.tls;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a client presents, and which servers it trusts. Files that change are read
 * again at the next handshake; while they are broken, what was read before serves.
 */
public final class ClientTls {
  /** A session that is resumed goes by the certificates of its beginning. */
  private static final int SESSION_SECONDS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(ClientTls.class);

  private final TlsConfig config;
  private volatile Loaded loaded;

  /** What was read from files of these stamps. */
  private record Loaded(
      FileStamps stamps, @Nullable X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if a file is missing or not what it should be
   */
  public ClientTls(TlsConfig config) {
    this.config = config;
    try {
      this.loaded = read(stamps());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("tls_config: " + text(e), e);
    }
  }

  private Loaded read(FileStamps stamps) throws IOException, GeneralSecurityException {
    return new Loaded(stamps, ClientFiles.keys(config), ClientFiles.trust(config));
  }

  private FileStamps stamps() {
    return FileStamps.of(
        Stream.<@Nullable Path>of(config.caFile(), config.certFile(), config.keyFile())
            .filter(Objects::nonNull)
            .toList());
  }

  private static String text(Exception e) {
    return e instanceof NoSuchFileException
        ? "no such file: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private Loaded current() {
    Loaded known = loaded;
    FileStamps now = stamps();
    return known.stamps().equals(now) ? known : reload(now);
  }

  private synchronized Loaded reload(FileStamps now) {
    Loaded known = loaded;
    if (known.stamps().equals(now)) {
      return known;
    }
    Loaded next;
    try {
      next = read(now);
      LOG.atInfo().addKeyValue("files", now.stamps()).log("files of a TLS client read again");
    } catch (IOException | GeneralSecurityException e) {
      LOG.atError()
          .addKeyValue("files", now.stamps())
          .addKeyValue("error", text(e))
          .log("files of a TLS client not read again; those before stay in force");
      next = new Loaded(now, known.keys(), known.trust());
    }
    loaded = next;
    return next;
  }

  /** A context for clients. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager keys = keyManager();
      context.init(
          keys == null ? null : new KeyManager[] {keys}, new TrustManager[] {trustManager()}, null);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  /** What presents the certificate; null where there is none. */
  public @Nullable KeyManager keyManager() {
    return config.certFile() == null
        ? null
        : new CurrentKeys(() -> Objects.requireNonNull(current().keys()));
  }

  /** What decides whom to trust. */
  public TrustManager trustManager() {
    return new CurrentTrust(() -> current().trust());
  }
}
