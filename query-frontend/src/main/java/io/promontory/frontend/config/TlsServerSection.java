package io.promontory.frontend.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a port speaks TLS, by the words of Prometheus' web configuration. */
@Section
@Doc(
    "How a port speaks TLS, by the words of Prometheus' web configuration. Files that change are read again at the next handshake.")
public final class TlsServerSection {
  @Doc("Certificate (chain) to present, PEM. Required.")
  private @Nullable String certFile;

  @Doc("Private key of that certificate, PEM (PKCS #8). Required.")
  private @Nullable String keyFile;

  @Doc(
      "What is asked of clients: `NoClientCert`, `RequestClientCert`, `RequireAnyClientCert`, `VerifyClientCertIfGiven`, `RequireAndVerifyClientCert`; only the last keeps strangers out.")
  private String clientAuthType = "NoClientCert";

  @Doc("Authorities of clients' certificates, PEM.")
  private @Nullable String clientCaFile;

  @Doc("Alternative names of which a client's certificate must have one.")
  private List<String> clientAllowedSans = List.of();

  @Doc("Lowest version: `TLS12` or `TLS13`.")
  private String minVersion = "TLS12";

  @Doc("Highest version.")
  private String maxVersion = "TLS13";

  @Doc("Cipher suites for TLS 1.2, by preference; default: Java's.")
  private List<String> cipherSuites = List.of();

  @Doc("Read for the sake of Prometheus' files; the order of `cipher_suites` always counts.")
  private boolean preferServerCipherSuites = true;

  @Doc("Read for the sake of Prometheus' files; Java chooses.")
  private List<String> curvePreferences = List.of();

  public @Nullable String certFile() {
    return certFile;
  }

  public @Nullable String keyFile() {
    return keyFile;
  }

  public String clientAuthType() {
    return clientAuthType;
  }

  public @Nullable String clientCaFile() {
    return clientCaFile;
  }

  public List<String> clientAllowedSans() {
    return clientAllowedSans;
  }

  public String minVersion() {
    return minVersion;
  }

  public String maxVersion() {
    return maxVersion;
  }

  public List<String> cipherSuites() {
    return cipherSuites;
  }

  public boolean preferServerCipherSuites() {
    return preferServerCipherSuites;
  }

  public List<String> curvePreferences() {
    return curvePreferences;
  }
}
