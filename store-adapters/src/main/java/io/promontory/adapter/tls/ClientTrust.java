package io.promontory.adapter.tls;

import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust of a server in its clients, as its configuration says at each handshake. */
public final class ClientTrust extends X509ExtendedTrustManager {
  /** The kind of alternative names that are addresses. */
  private static final int ADDRESS = 7;

  private final ServerKeys keys;

  public ClientTrust(ServerKeys keys) {
    this.keys = keys;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    TlsServerConfig config = keys.config();
    if (config.clients().isVerified()) {
      checkChain(certificates, authType);
    }
    List<String> wanted = config.clientNames();
    if (!wanted.isEmpty() && !hasName(certificates[0].getSubjectAlternativeNames(), wanted)) {
      throw new CertificateException(
          "the client's certificate has none of the names in client_allowed_sans");
    }
  }

  private void checkChain(X509Certificate[] certificates, String authType)
      throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      List<X509Certificate> authorities = keys.authorities();
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          x509.checkClientTrusted(certificates, authType);
        }
      }
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new CertificateException("the client's certificate cannot be checked", e);
    }
  }

  /** Subject alternative names (RFC 5280 4.2.1.6) of mail, DNS, URI and address. */
  private static boolean hasName(@Nullable Collection<List<?>> names, List<String> wanted) {
    if (names == null) {
      return false;
    }
    return names.stream()
        .filter(name -> List.of(1, 2, 6, ADDRESS).contains((Integer) name.get(0)))
        .anyMatch(name -> isOne((Integer) name.get(0), String.valueOf(name.get(1)), wanted));
  }

  private static boolean isOne(int kind, String name, List<String> wanted) {
    return wanted.contains(name)
        || (kind == ADDRESS && wanted.stream().anyMatch(one -> isAddress(one, name)));
  }

  /** Addresses of IPv6 can be written in several ways. */
  private static boolean isAddress(String wanted, String name) {
    try {
      return InetAddress.ofLiteral(wanted).equals(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(certificates, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(certificates, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    throw new CertificateException("servers are not checked here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(certificates, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(certificates, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return keys.authorities().toArray(new X509Certificate[0]);
  }
}
