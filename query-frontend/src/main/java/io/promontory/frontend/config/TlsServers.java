package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.tls.ClientCertificates;
import io.promontory.adapter.tls.PemSource;
import io.promontory.adapter.tls.TlsServerConfig;
import io.promontory.adapter.tls.TlsSpoken;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a section about a port's TLS to how it is spoken. */
public final class TlsServers {
  /** Go's names of versions, and Java's of those that are spoken, oldest first. */
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

  private static final Map<String, String> SPOKEN = Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3");

  /** Go's names of curves, and the registered ones (RFC 8446 4.2.7) that Java has. */
  private static final Map<String, String> CURVES =
      Map.of(
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1",
          "X25519", "x25519");

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
    Secret key = section.key();
    return new TlsServerConfig(
        needed("cert", source("cert", section.cert(), section.certFile(), files)),
        needed("key", source("key", key == null ? null : key.reveal(), section.keyFile(), files)),
        clients,
        source("client_ca", section.clientCa(), section.clientCaFile(), files),
        section.clientAllowedSans(),
        spoken(section));
  }

  private static TlsSpoken spoken(TlsServerSection section) {
    int oldest = version("min_version", section.minVersion());
    int newest = version("max_version", section.maxVersion());
    if (oldest > newest) {
      throw new IllegalArgumentException("min_version is above max_version");
    }
    List<String> protocols =
        VERSIONS.subList(oldest, newest + 1).stream()
            .filter(SPOKEN::containsKey)
            .map(SPOKEN::get)
            .toList();
    if (protocols.isEmpty()) {
      throw new IllegalArgumentException(
          "max_version is \"" + section.maxVersion() + "\", but nothing before TLS12 is spoken");
    }
    return new TlsSpoken(
        protocols,
        section.cipherSuites(),
        section.preferServerCipherSuites(),
        section.curvePreferences().stream().map(TlsServers::curve).toList());
  }

  private static int version(String key, String name) {
    int at = VERSIONS.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          key + " is \"" + name + "\"; known: " + String.join(", ", VERSIONS));
    }
    return at;
  }

  private static String curve(String name) {
    String known = CURVES.get(name);
    if (known == null) {
      throw new IllegalArgumentException(
          "curve_preferences has \""
              + name
              + "\"; known: "
              + String.join(", ", CURVES.keySet().stream().sorted().toList()));
    }
    return known;
  }

  private static @Nullable PemSource source(
      String key, @Nullable String text, @Nullable String file, Function<String, Path> files) {
    if (text == null || text.isBlank()) {
      return file == null || file.isBlank() ? null : PemSource.file(files.apply(file));
    }
    if (file != null && !file.isBlank()) {
      throw new IllegalArgumentException(
          "has both \"" + key + "\" and \"" + key + "_file\"; remove one");
    }
    return PemSource.text(key, text);
  }

  private static PemSource needed(String key, @Nullable PemSource source) {
    if (source == null) {
      throw new IllegalArgumentException("needs the key \"" + key + "_file\", or \"" + key + "\"");
    }
    return source;
  }
}
