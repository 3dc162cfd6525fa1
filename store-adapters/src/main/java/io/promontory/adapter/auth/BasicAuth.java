package io.promontory.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Credentials of HTTP basic authentication (RFC 7617). */
public record BasicAuth(String username, Secret password) implements HttpAuth {
  String headerValue() {
    byte[] pair = (username + ":" + password.reveal()).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
