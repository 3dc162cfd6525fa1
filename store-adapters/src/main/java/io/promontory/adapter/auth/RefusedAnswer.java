package io.promontory.adapter.auth;

import java.net.http.HttpHeaders;

/**
 * An answer that is no success, for whoever can say why.
 *
 * @param body its first bytes
 * @param shown what to show of it where nobody knows better
 */
public record RefusedAnswer(int status, HttpHeaders headers, byte[] body, String shown) {
  /** Whether it is about who asks (RFC 9110 15.5.2, 15.5.4). */
  boolean isAboutCredentials() {
    return status == 401 || status == 403;
  }

  /** The first value of a header; empty where there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
