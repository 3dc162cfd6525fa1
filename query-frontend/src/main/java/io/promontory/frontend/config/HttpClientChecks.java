package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a good way to reach an HTTP server. */
final class HttpClientChecks {
  /** Headers of the connection, which a client sets itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpClientKeys keys;
  private final List<?> path;
  private final Problems problems;

  private HttpClientChecks(HttpClientKeys keys, List<?> path, Problems problems) {
    this.keys = keys;
    this.path = path;
    this.problems = problems;
  }

  static void check(HttpClientKeys keys, List<?> path, Problems problems) {
    new HttpClientChecks(keys, path, problems).check();
  }

  private void check() {
    List<String> ways = ways();
    if (ways.size() > 1) {
      at(ways.get(1), "stands beside \"" + ways.get(0) + "\"; keep one of them");
    }
    BasicAuthConfig basic = keys.basicAuth();
    if (basic != null) {
      oneOf(basic.password(), basic.passwordFile(), "basic_auth", "password");
    }
    AuthorizationConfig authorization = keys.authorization();
    if (authorization != null) {
      authorization(authorization);
    }
    OAuth2Config oauth2 = keys.oauth2();
    if (oauth2 != null) {
      oauth2(oauth2);
    }
    Sigv4Config sigv4 = keys.sigv4();
    if (sigv4 != null) {
      AwsChecks.check(sigv4, false, to("sigv4"), problems);
    }
    TlsChecks.check(keys.tlsConfig(), to("tls_config"), problems);
    keys.headers().forEach((name, value) -> header(name, value, !ways.isEmpty()));
  }

  private List<String> ways() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("basic_auth", keys.basicAuth());
    all.put("authorization", keys.authorization());
    all.put("oauth2", keys.oauth2());
    all.put("sigv4", keys.sigv4());
    return all.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void authorization(AuthorizationConfig config) {
    oneOf(config.credentials(), config.credentialsFile(), "authorization", "credentials");
    if (config.credentials() != null) {
      sendable(config.credentials(), to("authorization", "credentials"));
    }
    if (config.type().equalsIgnoreCase("basic")) {
      problems.at(to("authorization", "type"), "is \"" + config.type() + "\"; use basic_auth");
    }
  }

  private void oauth2(OAuth2Config config) {
    oneOf(config.clientSecret(), config.clientSecretFile(), "oauth2", "client_secret");
    TlsChecks.check(config.tlsConfig(), to("oauth2", "tls_config"), problems);
    if (config.clientId().isBlank()) {
      at("oauth2", "needs the key \"client_id\"");
    }
    if (config.tokenUrl().isBlank()) {
      at("oauth2", "needs the key \"token_url\"");
    } else {
      Addresses.checkUrl(withoutQuery(config.tokenUrl()), to("oauth2", "token_url"), problems);
    }
  }

  /** URLs that are asked as they stand may have one. */
  private static String withoutQuery(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }

  private void header(String name, Secret value, boolean isKnown) {
    String lower = name.toLowerCase(Locale.ROOT);
    sendable(value, to("headers", name));
    if (!isToken(name)) {
      problems.at(to("headers"), "has \"" + name + "\", which is no name of a header");
    } else if (OF_CONNECTION.contains(lower)) {
      problems.at(to("headers", name), "belongs to the connection and cannot be set");
    } else if (isKnown && lower.equals("authorization")) {
      problems.at(to("headers", name), "stands beside another way to say who asks; keep one");
    } else if (keys.sigv4() != null && lower.startsWith("x-amz-")) {
      problems.at(to("headers", name), "is part of the signature, which sigv4 makes");
    }
  }

  /** RFC 9110 5.6.2. */
  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c < 128 && Character.isLetterOrDigit(c)) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  /** What a header may hold: RFC 9110 5.5. The value is not shown. */
  private void sendable(Secret value, List<?> path) {
    if (value.reveal().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127 || c > 255)) {
      problems.at(
          path,
          "has a line break or another character that no header can hold; if it comes from a"
              + " variable or a block of lines, look at its end");
    }
  }

  private void oneOf(@Nullable Secret inline, @Nullable String file, String section, String key) {
    if (inline != null && file != null) {
      at(section, "has both " + key + " and " + key + "_file; keep one of them");
    }
  }

  private void at(String key, String message) {
    problems.at(to(key), message);
  }

  private List<Object> to(String... steps) {
    List<Object> longer = new ArrayList<>(path);
    longer.addAll(List.of(steps));
    return longer;
  }
}
