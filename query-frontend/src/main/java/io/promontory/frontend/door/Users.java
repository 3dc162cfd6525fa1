package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.promontory.adapter.auth.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks user and password against bcrypt hashes. That is slow by design, so one is checked at a
 * time, and what was found is kept by a keyed digest of all three. An unknown user takes as long as
 * a wrong password. Few may wait for their check: each who waits keeps one of the server's threads
 * from those who are known.
 */
final class Users {
  /** Bcrypt looks at no more of a password. */
  private static final int MOST_BYTES = 72;

  private static final int MOST_KNOWN = 1000;
  private static final int COST = 10;
  private static final int MOST_WAITING = 32;

  /** What becomes of a request. */
  enum Entry {
    ADMITTED,
    REFUSED,
    /** Too many passwords are being checked already. */
    BUSY
  }

  /** Two, so that guesses do not push out what is right. */
  private final Cache<String, Boolean> right =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  private final Cache<String, Boolean> wrong =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private final ReentrantLock checking = new ReentrantLock();
  private final Semaphore waiting;
  private final SecretKeySpec key;
  private final String nobodysHash;

  Users() {
    this(new Semaphore(MOST_WAITING));
  }

  /**
   * @param waiting a permit for each password that may be under way
   */
  Users(Semaphore waiting) {
    this.waiting = waiting;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
    char[] nobodys = HexFormat.of().formatHex(random, 0, 16).toCharArray();
    nobodysHash = BCrypt.withDefaults().hashToString(COST, nobodys);
  }

  /**
   * Whether the header names one of the users and the password.
   *
   * @param hashes of the passwords, by user; without any, everyone may come in
   * @param authorization the header; null for none
   */
  Entry entry(Map<String, Secret> hashes, @Nullable String authorization) {
    if (hashes.isEmpty()) {
      return Entry.ADMITTED;
    }
    String pair = authorization == null ? null : pair(authorization);
    int colon = pair == null ? -1 : pair.indexOf(':');
    if (pair == null || colon < 0) {
      return Entry.REFUSED;
    }
    String user = pair.substring(0, colon);
    Secret hash = hashes.get(user);
    Entry entry =
        check(user, hash == null ? nobodysHash : hash.reveal(), pair.substring(colon + 1));
    return entry == Entry.ADMITTED && hash == null ? Entry.REFUSED : entry;
  }

  private Entry check(String user, String hash, String password) {
    String digest = digest(user, hash, password);
    if (right.getIfPresent(digest) != null) {
      return Entry.ADMITTED;
    }
    if (wrong.getIfPresent(digest) != null) {
      return Entry.REFUSED;
    }
    if (!waiting.tryAcquire()) {
      return Entry.BUSY;
    }
    checking.lock();
    try {
      byte[] bytes = password.getBytes(UTF_8);
      byte[] seen = bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
      boolean matches = BCrypt.verifyer().verify(seen, hash.getBytes(UTF_8)).verified;
      (matches ? right : wrong).put(digest, matches);
      return matches ? Entry.ADMITTED : Entry.REFUSED;
    } finally {
      checking.unlock();
      waiting.release();
    }
  }

  /** User and password of basic authentication (RFC 7617); null for anything else. */
  private static @Nullable String pair(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private String digest(String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (String part : parts) {
        mac.update(part.getBytes(UTF_8));
        mac.update((byte) 0);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
