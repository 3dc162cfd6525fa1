package io.promontory.adapter.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS. Files are PEM.
 *
 * @param certFile certificate (chain) to present
 * @param keyFile private key of that certificate, PKCS #8
 * @param clients what is asked of clients' certificates
 * @param clientCaFile authorities of clients' certificates; null for none
 * @param clientNames alternative names of which a client's certificate must have one; empty for any
 * @param protocols by their Java names, such as {@code TLSv1.3}
 * @param cipherSuites by their standard names, for versions up to 1.2; empty for Java's own
 */
public record TlsServerConfig(
    Path certFile,
    Path keyFile,
    ClientCertificates clients,
    @Nullable Path clientCaFile,
    List<String> clientNames,
    List<String> protocols,
    List<String> cipherSuites) {
  public TlsServerConfig {
    clientNames = List.copyOf(clientNames);
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    if (clientCaFile != null && clients == ClientCertificates.NONE) {
      throw new IllegalArgumentException(
          "client_ca_file means nothing without a client_auth_type; set RequireAndVerifyClientCert");
    }
    if (clientCaFile == null && clients.isVerified()) {
      throw new IllegalArgumentException("client_auth_type needs the key client_ca_file");
    }
  }

  /** With a certificate, for any client, by versions 1.2 and 1.3. */
  public static TlsServerConfig of(Path certFile, Path keyFile) {
    return new TlsServerConfig(
        certFile,
        keyFile,
        ClientCertificates.NONE,
        null,
        List.of(),
        List.of("TLSv1.2", "TLSv1.3"),
        List.of());
  }

  public TlsServerConfig withClients(ClientCertificates policy, @Nullable Path caFile) {
    return new TlsServerConfig(
        certFile, keyFile, policy, caFile, clientNames, protocols, cipherSuites);
  }

  /** Whether only clients with a certificate of the configured authorities get in. */
  public boolean keepsStrangersOut() {
    return clients == ClientCertificates.REQUIRE_AND_VERIFY;
  }

  /** The files that it is made of. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(certFile, keyFile));
    if (clientCaFile != null) {
      files.add(clientCaFile);
    }
    return files;
  }
}
