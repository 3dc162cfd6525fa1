package io.promontory.adapter.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Reads the files that a {@link TlsConfig} names. */
final class ClientFiles {
  private ClientFiles() {}

  /** The certificate and its key; null for none. */
  static @Nullable X509ExtendedKeyManager keys(TlsConfig config)
      throws IOException, GeneralSecurityException {
    Path certFile = config.certFile();
    Path keyFile = config.keyFile();
    if (certFile == null || keyFile == null) {
      return null;
    }
    char[] noPassword = new char[0];
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        Pem.privateKey(keyFile),
        noPassword,
        Pem.certificates(certFile).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, noPassword);
    for (KeyManager manager : factory.getKeyManagers()) {
      if (manager instanceof X509ExtendedKeyManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 key manager");
  }

  /** Which servers to trust. */
  static X509ExtendedTrustManager trust(TlsConfig config)
      throws IOException, GeneralSecurityException {
    if (config.insecureSkipVerify()) {
      return ServerTrust.anyone();
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(config.caFile() == null ? null : trusting(Pem.certificates(config.caFile())));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return config.serverName() == null ? x509 : ServerTrust.named(x509, config.serverName());
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  private static KeyStore trusting(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca-" + i, authorities.get(i));
    }
    return store;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
