package io.promontory.adapter.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** The trust that a client has in servers; it is never asked for any in clients. */
abstract class TrustOfClients extends X509ExtendedTrustManager {
  @Override
  public final void checkClientTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    throw new CertificateException("clients are not checked here");
  }

  @Override
  public final void checkClientTrusted(
      X509Certificate[] certificates, String authType, Socket socket) throws CertificateException {
    checkClientTrusted(certificates, authType);
  }

  @Override
  public final void checkClientTrusted(
      X509Certificate[] certificates, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(certificates, authType);
  }
}
