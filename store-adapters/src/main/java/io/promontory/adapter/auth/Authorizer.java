package io.promontory.adapter.auth;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts on each attempt of a request who asks, and says why a server refuses it. */
public interface Authorizer extends AutoCloseable {
  /**
   * Opens the way that is configured; nothing is asked of anybody yet, but for the region of a
   * host.
   *
   * @param auth null for nobody
   * @param base URL of the server that will be asked
   * @param clock for tokens that run out and signatures that carry a time
   * @throws IllegalArgumentException if it cannot be used as configured; the message names the key
   */
  static Authorizer open(@Nullable HttpAuth auth, URI base, InstantSource clock) {
    return switch (auth) {
      case null -> new HeaderAuthorizer(null, "nobody");
      case BasicAuth basic -> new HeaderAuthorizer(basic::headerValue, "basic_auth");
      case Authorization header -> new HeaderAuthorizer(header::headerValue, "authorization");
      case OAuth2 client -> new OAuth2Authorizer(client, clock);
      case Sigv4 signatures -> SigningAuthorizer.open(signatures, base, clock);
    };
  }

  /**
   * The request as it is to be sent. It is asked anew for each attempt.
   *
   * @param patience most time to wait for a token or a key
   * @throws AuthException if there is nothing to say who asks with
   */
  OutgoingRequest authorize(OutgoingRequest request, Duration patience);

  /** After a 401: whether another attempt would say something else. */
  default boolean renews() {
    return false;
  }

  /** Why the server refuses and what to do; null where it is not for who asks. */
  @Nullable String explain(RefusedAnswer answer);

  @Override
  default void close() {}
}
