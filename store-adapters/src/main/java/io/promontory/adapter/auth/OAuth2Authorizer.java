package io.promontory.adapter.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks by a bearer token of a token server (RFC 6750). A token is kept until shortly
 * before it runs out, or until a server refuses it; one request at a time fetches the next, while
 * others go on with the one before as long as that is good.
 */
final class OAuth2Authorizer implements Authorizer {
  private final OAuth2 config;
  private final InstantSource clock;
  private final TokenClient client;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable AccessToken kept;

  OAuth2Authorizer(OAuth2 config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.client = new TokenClient(config, clock);
  }

  @Override
  public OutgoingRequest authorize(OutgoingRequest request, Duration patience) {
    return request.withHeader("Authorization", "Bearer " + token(patience).text().reveal());
  }

  private AccessToken token(Duration patience) {
    AccessToken now = kept;
    if (now != null && now.isFresh(clock.instant())) {
      return now;
    }
    if (now != null && now.isGood(clock.instant()) && fetching.isLocked()) {
      return now;
    }
    long start = System.nanoTime();
    lock(patience);
    try {
      AccessToken fetched = kept;
      if (fetched == null || !fetched.isFresh(clock.instant())) {
        fetched = client.fetch(patience.minusNanos(System.nanoTime() - start));
        kept = fetched;
      }
      return fetched;
    } finally {
      fetching.unlock();
    }
  }

  private void lock(Duration patience) {
    try {
      if (fetching.tryLock(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthException("oauth2: interrupted while waiting for a token", e);
    }
    throw new AuthException("oauth2: no token from " + config.tokenUrl() + " in time", true, null);
  }

  @Override
  public boolean renews() {
    kept = null;
    return true;
  }

  @Override
  public @Nullable String explain(RefusedAnswer answer) {
    return answer.isAboutCredentials()
        ? "the server refuses the token that "
            + config.tokenUrl()
            + " gave to \""
            + config.clientId()
            + "\"; check the scopes and endpoint_params of oauth2, and what that client may do ("
            + answer.shown()
            + ")"
        : null;
  }

  @Override
  public void close() {
    client.close();
  }
}
