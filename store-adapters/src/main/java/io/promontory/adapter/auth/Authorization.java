package io.promontory.adapter.auth;

/** The {@code Authorization} header: a scheme, mostly {@code Bearer}, and its credentials. */
public record Authorization(String scheme, Secret credentials) implements HttpAuth {
  public static Authorization bearer(Secret token) {
    return new Authorization("Bearer", token);
  }

  String headerValue() {
    return scheme + " " + credentials.reveal();
  }
}
