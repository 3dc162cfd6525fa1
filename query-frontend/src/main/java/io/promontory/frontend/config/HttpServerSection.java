package io.promontory.frontend.config;

import java.util.Map;

/** What a web configuration says of answers. */
@Section
@Doc("What a web configuration says of answers.")
public final class HttpServerSection {
  @Doc("Whether HTTP/2 is spoken with clients that ask for it, over TLS; from the start on.")
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
