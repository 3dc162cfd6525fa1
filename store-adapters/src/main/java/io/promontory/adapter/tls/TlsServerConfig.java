package io.promontory.adapter.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS. Certificates and keys are PEM.
 *
 * @param cert certificate (chain) to present
 * @param key private key of that certificate, PKCS #8
 * @param clients what is asked of clients' certificates
 * @param clientCa authorities of clients' certificates; null for none
 * @param clientNames alternative names of which a client's certificate must have one; empty for any
 */
public record TlsServerConfig(
    PemSource cert,
    PemSource key,
    ClientCertificates clients,
    @Nullable PemSource clientCa,
    List<String> clientNames,
    TlsSpoken spoken) {
  public TlsServerConfig {
    clientNames = List.copyOf(clientNames);
    if (clientCa != null && clients == ClientCertificates.NONE) {
      throw new IllegalArgumentException(
          "client_ca_file means nothing without a client_auth_type; set RequireAndVerifyClientCert");
    }
    if (clientCa == null && clients.isVerified()) {
      throw new IllegalArgumentException("client_auth_type needs the key client_ca_file");
    }
  }

  /** With a certificate, for any client, by versions 1.2 and 1.3. */
  public static TlsServerConfig of(Path certFile, Path keyFile) {
    return new TlsServerConfig(
        PemSource.file(certFile),
        PemSource.file(keyFile),
        ClientCertificates.NONE,
        null,
        List.of(),
        TlsSpoken.DEFAULT);
  }

  public TlsServerConfig withClients(ClientCertificates policy, @Nullable Path caFile) {
    return new TlsServerConfig(
        cert, key, policy, caFile == null ? null : PemSource.file(caFile), clientNames, spoken);
  }

  /** Whether only clients with a certificate of the configured authorities get in. */
  public boolean keepsStrangersOut() {
    return clients == ClientCertificates.REQUIRE_AND_VERIFY;
  }

  /** The files that it is made of. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (PemSource source : clientCa == null ? List.of(cert, key) : List.of(cert, key, clientCa)) {
      if (source instanceof PemSource.InFile named) {
        files.add(named.file());
      }
    }
    return files;
  }
}
