package io.promontory.adapter.managed;

import io.promontory.adapter.auth.Authorization;
import io.promontory.adapter.auth.BasicAuth;
import io.promontory.adapter.auth.OAuth2;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.series.text.Sha256;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Whose samples an endpoint gives: behind one URL there may be many tenants, told apart by a
 * header, a parameter or by who asks.
 */
final class EndpointIdentity {
  private EndpointIdentity() {}

  /**
   * A text that differs where the samples may. It shows no secret; one that is kept in a file
   * counts by its path, since its content rotates.
   */
  static String of(URI url, HttpClientConfig http) {
    List<String> asked = new ArrayList<>();
    new TreeMap<>(http.headers())
        .forEach((name, value) -> asked.add("header " + name + "=" + text(value)));
    new TreeMap<>(http.params()).forEach((name, values) -> asked.add("param " + name + values));
    String who =
        switch (http.auth()) {
          case BasicAuth basic -> "user " + basic.username();
          case Authorization header -> header.scheme() + " " + text(header.credentials());
          case OAuth2 client -> "client " + client.clientId() + " " + client.endpointParams();
          case Sigv4 signed -> "";
          case null -> "";
        };
    if (!who.isEmpty()) {
      asked.add(who);
    }
    return asked.isEmpty() ? url.toString() : url + "#" + Sha256.hex(String.join("\n", asked));
  }

  private static String text(Secret secret) {
    return switch (secret) {
      case Secret.Inline given -> given.text();
      case Secret.InFile kept -> kept.file().toString();
    };
  }
}
