package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Secret;
import io.promontory.frontend.door.Users.Entry;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Passwords against hashes that other tools made. */
class UsersTest {
  /** Of "U*U", from the test vectors of crypt_blowfish. */
  private static final Secret OF_A_LIBRARY =
      Secret.of("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

  private final Users users = new Users();

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private boolean admits(Map<String, Secret> hashes, @Nullable String authorization) {
    return users.entry(hashes, authorization) == Entry.ADMITTED;
  }

  @Test
  void whoIsKnownPassesByThoseWhoWait() {
    Semaphore waiting = new Semaphore(2);
    Users busy = new Users(waiting);
    Map<String, Secret> hashes = Map.of("me", OF_A_LIBRARY);
    assertThat(busy.entry(hashes, basic("me", "U*U"))).isEqualTo(Entry.ADMITTED);
    assertThat(busy.entry(hashes, basic("me", "U*V"))).isEqualTo(Entry.REFUSED);
    waiting.acquireUninterruptibly(2);
    assertThat(busy.entry(hashes, basic("me", "U*U"))).isEqualTo(Entry.ADMITTED);
    assertThat(busy.entry(hashes, basic("me", "U*V"))).isEqualTo(Entry.REFUSED);
    assertThat(busy.entry(hashes, basic("me", "guess"))).isEqualTo(Entry.BUSY);
    waiting.release();
    assertThat(busy.entry(hashes, basic("me", "guess"))).isEqualTo(Entry.REFUSED);
    assertThat(waiting.availablePermits()).isOne();
  }

  @Test
  void theRightPasswordIsAdmitted() {
    Map<String, Secret> hashes = Map.of("me", OF_A_LIBRARY);
    assertThat(admits(hashes, basic("me", "U*U"))).isTrue();
    assertThat(admits(hashes, basic("me", "U*U"))).as("from memory").isTrue();
    assertThat(admits(hashes, basic("me", "U*U").replace("Basic", "basic"))).isTrue();
    assertThat(admits(hashes, basic("me", "U*V"))).isFalse();
    assertThat(admits(hashes, basic("me", ""))).isFalse();
    assertThat(admits(hashes, basic("you", "U*U"))).isFalse();
  }

  @Test
  void prefixesOfOtherToolsAreKnown() {
    for (String prefix : new String[] {"$2a$", "$2b$", "$2y$"}) {
      Secret hash = Secret.of(OF_A_LIBRARY.reveal().replace("$2a$", prefix));
      assertThat(admits(Map.of("me", hash), basic("me", "U*U"))).as(prefix).isTrue();
    }
  }

  @Test
  void aChangedHashIsANewQuestion() {
    assertThat(admits(Map.of("me", OF_A_LIBRARY), basic("me", "U*U"))).isTrue();
    Secret other = Secret.of("$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK");
    assertThat(admits(Map.of("me", other), basic("me", "U*U"))).isFalse();
    assertThat(admits(Map.of("me", other), basic("me", "U*U*"))).isTrue();
  }

  @Test
  void whatIsNoBasicAuthenticationIsRefused() {
    Map<String, Secret> hashes = Map.of("me", OF_A_LIBRARY);
    assertThat(admits(hashes, null)).isFalse();
    assertThat(admits(hashes, "")).isFalse();
    assertThat(admits(hashes, "Bearer U*U")).isFalse();
    assertThat(admits(hashes, "Basic %%%")).isFalse();
    assertThat(admits(hashes, "Basic bWU=")).as("no colon").isFalse();
    assertThat(admits(hashes, basic("me", "x".repeat(100_000)))).isFalse();
  }

  @Test
  void withoutUsersEveryoneIsAdmitted() {
    assertThat(admits(Map.of(), null)).isTrue();
  }
}
