package io.promontory.adapter.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key that a server presents, and whom of its clients it trusts. Files that
 * change are read again at the next handshake; while they are broken, what was read before serves.
 */
public final class ServerKeys extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKeys.class);
  private static final String ALIAS = "server";
  private static final byte[] PROBE = "does the key belong to the certificate?".getBytes(US_ASCII);

  private final Supplier<TlsServerConfig> configs;
  private volatile Loaded loaded;

  /** What was read from files of these stamps. */
  private record Loaded(
      TlsServerConfig config,
      FileStamps stamps,
      X509Certificate[] chain,
      PrivateKey key,
      List<X509Certificate> authorities) {}

  /**
   * Reads the files.
   *
   * @param configs asked at each handshake, so that it may name other files
   * @throws IllegalArgumentException if a file is missing or not what it should be
   */
  public ServerKeys(Supplier<TlsServerConfig> configs) {
    this.configs = configs;
    TlsServerConfig first = configs.get();
    try {
      this.loaded = read(first, FileStamps.of(first.files()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("tls: " + text(e), e);
    }
  }

  private static Loaded read(TlsServerConfig config, FileStamps stamps)
      throws IOException, GeneralSecurityException {
    X509Certificate[] chain = Pem.certificates(config.cert()).toArray(new X509Certificate[0]);
    PrivateKey key = Pem.privateKey(config.key());
    if (!belongs(key, chain[0].getPublicKey())) {
      throw new GeneralSecurityException(
          config.key() + " is not the key of the certificate in " + config.cert());
    }
    List<X509Certificate> authorities =
        config.clientCa() == null ? List.of() : Pem.certificates(config.clientCa());
    return new Loaded(config, stamps, chain, key, authorities);
  }

  private static boolean belongs(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(PROBE);
    byte[] signed = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certified);
    verifier.update(PROBE);
    return verifier.verify(signed);
  }

  private static String text(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "no such file: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private Loaded current() {
    Loaded known = loaded;
    TlsServerConfig config = configs.get();
    FileStamps now = FileStamps.of(config.files());
    if (known.stamps().equals(now) && known.config().equals(config)) {
      return known;
    }
    return reload(config, now);
  }

  private synchronized Loaded reload(TlsServerConfig config, FileStamps now) {
    Loaded known = loaded;
    if (known.stamps().equals(now) && known.config().equals(config)) {
      return known;
    }
    Loaded next;
    try {
      next = read(config, now);
      LOG.atInfo().addKeyValue("source", config.cert()).log("certificate read again");
    } catch (IOException | GeneralSecurityException e) {
      LOG.atError()
          .addKeyValue("source", config.cert())
          .addKeyValue("error", text(e))
          .log("certificate not read again; the one before stays in force");
      next = new Loaded(config, now, known.chain(), known.key(), known.authorities());
    }
    loaded = next;
    return next;
  }

  /** Authorities of clients' certificates. */
  List<X509Certificate> authorities() {
    return current().authorities();
  }

  /** How the server speaks now. */
  TlsServerConfig config() {
    return current().config();
  }

  @Override
  public String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  /** The one there is, if it is of that type; null tells Java to try another. */
  @SuppressWarnings("NullAway")
  private String alias(String keyType) {
    String algorithm = current().key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? ALIAS : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return current().chain().clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return current().key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  @SuppressWarnings("NullAway")
  public String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
