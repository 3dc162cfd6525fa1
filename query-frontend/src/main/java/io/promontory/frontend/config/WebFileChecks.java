package io.promontory.frontend.config;

import io.promontory.adapter.tls.ServerTls;
import io.promontory.adapter.tls.TlsServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What makes a good web configuration. */
final class WebFileChecks {
  /** Headers that may be set, with their values where only some mean anything. */
  private static final Map<String, Set<String>> HEADERS =
      Map.of(
          "Strict-Transport-Security", Set.of(),
          "X-Content-Type-Options", Set.of("nosniff"),
          "X-Frame-Options", Set.of("deny", "sameorigin"),
          "X-XSS-Protection", Set.of(),
          "Content-Security-Policy", Set.of());

  private WebFileChecks() {}

  static void check(WebFile file, Problems problems) {
    TlsServerSection tls = file.section().tlsServerConfig();
    if (tls != null) {
      tls(tls, file.path()::resolveSibling, List.of("tls_server_config"), problems);
    }
    file.section()
        .httpServerConfig()
        .headers()
        .forEach((name, value) -> header(name, value, problems));
    RateLimitSection limit = file.section().rateLimit();
    if (limit.interval().isNegative()) {
      problems.at(List.of("rate_limit", "interval"), "must not be negative");
    }
    if (limit.isOn() && limit.burst() < 1) {
      problems.at(
          List.of("rate_limit"), "lets nobody in: \"burst\" must be at least 1 with an interval");
    }
    file.section()
        .basicAuthUsers()
        .forEach(
            (user, hash) -> {
              if (!isBcrypt(hash.reveal())) {
                problems.at(
                    List.of("basic_auth_users", user),
                    "is no bcrypt hash; make one with: htpasswd -nBC 10 \"\"");
              }
            });
  }

  /** Checks a section and the files that it names. */
  static void tls(
      TlsServerSection section, Function<String, Path> files, List<?> path, Problems problems) {
    try {
      TlsServerConfig config = TlsServers.config(section, files);
      ServerTls unused = new ServerTls(() -> config);
      for (String suite : config.spoken().cipherSuites()) {
        if (!List.of(unused.context().getSupportedSSLParameters().getCipherSuites())
            .contains(suite)) {
          problems.at(path, "names the cipher suite " + suite + ", which Java does not have");
        }
      }
    } catch (IllegalArgumentException e) {
      problems.at(path, String.valueOf(e.getMessage()));
    }
  }

  private static void header(String name, String value, Problems problems) {
    List<String> path = List.of("http_server_config", "headers", name);
    Set<String> allowed = HEADERS.get(name);
    if (allowed == null) {
      problems.at(path, "cannot be set; known: " + String.join(", ", HEADERS.keySet()));
    } else if (!allowed.isEmpty() && !allowed.contains(value)) {
      problems.at(path, "is \"" + value + "\"; known: " + String.join(", ", allowed));
    }
  }

  /** {@code $2y$10$} and 53 characters of salt and hash. */
  private static boolean isBcrypt(String text) {
    return text.length() == 60
        && text.startsWith("$2")
        && "aby".indexOf(text.charAt(2)) >= 0
        && text.charAt(3) == '$'
        && text.charAt(6) == '$'
        && Character.isDigit(text.charAt(4))
        && Character.isDigit(text.charAt(5));
  }
}
