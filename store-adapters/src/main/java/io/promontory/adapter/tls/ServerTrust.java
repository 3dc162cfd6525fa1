package io.promontory.adapter.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust in servers by a rule of ours. As an extended trust manager it takes over the check of the
 * host name, which the JDK's client insists on otherwise.
 */
final class ServerTrust extends TrustOfClients {
  private final @Nullable X509TrustManager chain;
  private final String name;

  private ServerTrust(@Nullable X509TrustManager chain, String name) {
    this.chain = chain;
    this.name = name;
  }

  static ServerTrust anyone() {
    return new ServerTrust(null, "");
  }

  /** A valid chain whose certificate is for {@code name}, whatever host was dialled. */
  static ServerTrust named(X509TrustManager chain, String name) {
    return new ServerTrust(chain, name);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    if (chain == null) {
      return;
    }
    chain.checkServerTrusted(certificates, authType);
    if (!isFor(certificates[0].getSubjectAlternativeNames())) {
      throw new CertificateException("the server's certificate is not for " + name);
    }
  }

  /** Subject alternative names (RFC 5280 4.2.1.6): type 2 is a DNS name, type 7 an address. */
  private boolean isFor(@Nullable Collection<List<?>> alternatives) {
    if (alternatives == null) {
      return false;
    }
    for (List<?> alternative : alternatives) {
      String candidate = String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT);
      String wanted = name.toLowerCase(Locale.ROOT);
      boolean matches =
          switch ((Integer) alternative.get(0)) {
            case 2 -> candidate.equals(wanted) || matchesWildcard(candidate, wanted);
            case 7 -> candidate.equals(wanted);
            default -> false;
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }

  /** A star stands for exactly the leftmost label (RFC 6125 6.4.3). */
  private static boolean matchesWildcard(String pattern, String wanted) {
    int dot = wanted.indexOf('.');
    return pattern.startsWith("*.")
        && dot > 0
        && wanted.substring(dot).equals(pattern.substring(1));
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
    return chain == null ? new X509Certificate[0] : chain.getAcceptedIssuers();
  }
}
