package io.promontory.adapter.testing.amp;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who has which keys, and who may query. */
public final class AwsAccounts {
  /** The key of a user who may query everything. */
  public static final String ACCESS_KEY = "AKIAFIXTURE000000001";

  /** The secret of {@link #ACCESS_KEY}. */
  public static final String SECRET_KEY = "fixture/secret+of/the=first+user/0123456789";

  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();

  /**
   * A key.
   *
   * @param token of a session; empty for a key that lasts
   * @param arn who it is
   * @param mayQuery whether a policy lets it query
   */
  public record Key(
      String access, String secret, String token, Instant expires, String arn, boolean mayQuery) {
    boolean isExpired(Instant now) {
      return !now.isBefore(expires);
    }
  }

  /** With the user of {@link #ACCESS_KEY}. */
  public AwsAccounts() {
    add(user(ACCESS_KEY, SECRET_KEY, true));
  }

  /** A user's key, which lasts. */
  public static Key user(String access, String secret, boolean mayQuery) {
    String arn = "arn:aws:iam::123456789012:user/" + access.toLowerCase(java.util.Locale.ROOT);
    return new Key(access, secret, "", Instant.MAX, arn, mayQuery);
  }

  /** Makes a key known. */
  public Key add(Key key) {
    keys.put(key.access(), key);
    return key;
  }

  /** Makes up the key of a session. */
  public Key openSession(String arn, Instant now, Duration lifetime) {
    int number = sessions.incrementAndGet();
    return add(
        new Key(
            "ASIASESSION%09d".formatted(number),
            "session/secret+%d".formatted(number),
            "session//token+%d==".formatted(number),
            now.plus(lifetime),
            arn,
            true));
  }

  /** The key; null for one that nobody has. */
  Key find(String access) {
    return keys.get(access);
  }
}
