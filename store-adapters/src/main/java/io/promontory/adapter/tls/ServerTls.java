package io.promontory.adapter.tls;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a server whose configuration and files may change while it runs: each handshake goes by
 * what they say then.
 */
public final class ServerTls {
  private static final List<String> OF_TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private final ServerKeys keys;
  private final ClientTrust trust;
  private final Supplier<TlsServerConfig> configs;
  private volatile @Nullable Made made;

  /** A context and what it was made of. */
  private record Made(TlsServerConfig config, FileStamps stamps, SSLContext context) {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if a file is missing or not what it should be
   */
  public ServerTls(Supplier<TlsServerConfig> configs) {
    this.configs = configs;
    this.keys = new ServerKeys(configs);
    this.trust = new ClientTrust(keys);
  }

  public KeyManager keyManager() {
    return keys;
  }

  public TrustManager trustManager() {
    return trust;
  }

  /**
   * A context for servers; {@link #configure} says how each of its engines speaks. It is another
   * one once configuration or files have changed: sessions that began before are not resumed, since
   * nobody would look at their certificates again.
   */
  public SSLContext context() {
    TlsServerConfig config = configs.get();
    FileStamps stamps = FileStamps.of(config.files());
    Made known = made;
    if (known != null && known.config().equals(config) && known.stamps().equals(stamps)) {
      return known.context();
    }
    SSLContext context = newContext();
    made = new Made(config, stamps, context);
    return context;
  }

  private SSLContext newContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  /** The suites that are configured, beside those of version 1.3, which are not chosen among. */
  public List<String> suites() {
    List<String> suites = new ArrayList<>(OF_TLS_1_3);
    suites.addAll(configs.get().spoken().cipherSuites());
    return suites;
  }

  /** Versions, cipher suites, groups and what is asked of the client, for one connection. */
  public void configure(SSLEngine engine) {
    TlsServerConfig config = configs.get();
    SSLParameters parameters = engine.getSSLParameters();
    TlsSpoken spoken = config.spoken();
    parameters.setProtocols(spoken.protocols().toArray(new String[0]));
    if (!spoken.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(suites().toArray(new String[0]));
    }
    if (!spoken.groups().isEmpty()) {
      parameters.setNamedGroups(spoken.groups().toArray(new String[0]));
    }
    parameters.setUseCipherSuitesOrder(spoken.ownOrder());
    engine.setSSLParameters(parameters);
    if (config.clients().isNeeded()) {
      engine.setNeedClientAuth(true);
    } else {
      engine.setWantClientAuth(config.clients().isAsked());
    }
  }
}
