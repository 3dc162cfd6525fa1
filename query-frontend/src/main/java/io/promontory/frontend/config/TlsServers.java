package io.promontory.frontend.config;

import io.promontory.adapter.tls.ClientCertificates;
import io.promontory.adapter.tls.TlsServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a section about a port's TLS to how it is spoken. */
public final class TlsServers {
  /** Go's names of versions to Java's. */
  private static final Map<String, String> VERSIONS =
      new TreeMap<>(Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3"));

  private TlsServers() {}

  /**
   * How the port speaks.
   *
   * @param files where a path in the configuration leads
   * @throws IllegalArgumentException if the section does not say so
   */
  public static TlsServerConfig config(TlsServerSection section, Function<String, Path> files) {
    ClientCertificates clients = ClientCertificates.of(section.clientAuthType());
    if (clients == null) {
      throw new IllegalArgumentException(
          "client_auth_type is \""
              + section.clientAuthType()
              + "\"; known: "
              + String.join(", ", ClientCertificates.policies()));
    }
    List<String> protocols =
        VERSIONS.keySet().stream()
            .filter(name -> name.compareTo(version("min_version", section.minVersion())) >= 0)
            .filter(name -> name.compareTo(version("max_version", section.maxVersion())) <= 0)
            .map(VERSIONS::get)
            .toList();
    if (protocols.isEmpty()) {
      throw new IllegalArgumentException("min_version is above max_version");
    }
    String clientCa = section.clientCaFile();
    return new TlsServerConfig(
        files.apply(needed("cert_file", section.certFile())),
        files.apply(needed("key_file", section.keyFile())),
        clients,
        clientCa == null ? null : files.apply(clientCa),
        section.clientAllowedSans(),
        protocols,
        section.cipherSuites());
  }

  private static String version(String key, String name) {
    if (!VERSIONS.containsKey(name)) {
      throw new IllegalArgumentException(key + " is \"" + name + "\"; known: TLS12, TLS13");
    }
    return name;
  }

  private static String needed(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("needs the key \"" + key + "\"");
    }
    return value;
  }
}
