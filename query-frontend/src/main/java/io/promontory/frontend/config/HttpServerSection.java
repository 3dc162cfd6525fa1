package io.promontory.frontend.config;

import java.util.Map;

/** What a web configuration says of answers. */
@Section
@Doc("What a web configuration says of answers.")
public final class HttpServerSection {
  @Doc("Read for the sake of Prometheus' files; this server speaks HTTP/1.1.")
  private boolean http2 = true;

  @Doc(
      "Headers to add to every answer: `Strict-Transport-Security`, `X-Content-Type-Options`, `X-Frame-Options`, `X-XSS-Protection`, `Content-Security-Policy`.")
  private Map<String, String> headers = Map.of();

  public boolean http2() {
    return http2;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
