package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a port speaks TLS, by the words of Prometheus' web configuration. */
@Section
@Doc(
    "How a port speaks TLS, by the words of Prometheus' web configuration. Files that change are read again at the next handshake.")
public final class TlsServerSection {
  @Doc("File with the certificate (chain) to present, PEM. This or `cert` is required.")
  private @Nullable String certFile;

  @Doc("The certificate (chain) itself, PEM.")
  private @Nullable String cert;

  @Doc("File with the private key of that certificate, PEM (PKCS #8). This or `key` is required.")
  private @Nullable String keyFile;

  @Doc("The private key itself, PEM (PKCS #8).")
  private @Nullable Secret key;

  @Doc(
      "What is asked of clients: `NoClientCert`, `RequestClientCert`, `RequireAnyClientCert`, `VerifyClientCertIfGiven`, `RequireAndVerifyClientCert`; only the last keeps strangers out.")
  private String clientAuthType = "NoClientCert";

  @Doc("File with the authorities of clients' certificates, PEM.")
  private @Nullable String clientCaFile;

  @Doc("The authorities of clients' certificates themselves, PEM.")
  private @Nullable String clientCa;

  @Doc("Alternative names of which a client's certificate must have one.")
  private List<String> clientAllowedSans = List.of();

  @Doc("Lowest version: `TLS12` or `TLS13`; older ones may be named and are not spoken.")
  private String minVersion = "TLS12";

  @Doc("Highest version.")
  private String maxVersion = "TLS13";

  @Doc("Cipher suites for TLS 1.2, by preference; default: Java's.")
  private List<String> cipherSuites = List.of();

  @Doc("Whether the order of `cipher_suites` counts, or that of the client.")
  private boolean preferServerCipherSuites = true;

  @Doc(
      "Curves of the key exchange, by preference: `CurveP256`, `CurveP384`, `CurveP521`, `X25519`; default: Java's.")
  private List<String> curvePreferences = List.of();

  public @Nullable String certFile() {
    return certFile;
  }

  public @Nullable String cert() {
    return cert;
  }

  public @Nullable String keyFile() {
    return keyFile;
  }

  public @Nullable Secret key() {
    return key;
  }

  public String clientAuthType() {
    return clientAuthType;
  }

  public @Nullable String clientCaFile() {
    return clientCaFile;
  }

  public @Nullable String clientCa() {
    return clientCa;
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
