package io.promontory.frontend.ui;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * What a page may do: load scripts, styles and data from here only, style by the nonce of its own
 * answer, and never make markup of text (W3C Content Security Policy 3, Trusted Types).
 */
final class PagePolicy {
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random;

  PagePolicy(SecureRandom random) {
    this.random = random;
  }

  /** A nonce for one answer. */
  String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The headers of a page whose answer has that nonce. */
  Map<String, String> headers(String nonce) {
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' 'nonce-" + nonce + "'",
            "style-src 'self' 'nonce-" + nonce + "'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    return Map.of(
        "Content-Security-Policy", policy,
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cache-Control", "no-cache");
  }
}
