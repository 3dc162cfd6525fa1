package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Secret;
import java.util.Base64;
import java.util.Map;
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

  @Test
  void theRightPasswordIsAdmitted() {
    Map<String, Secret> hashes = Map.of("me", OF_A_LIBRARY);
    assertThat(users.admits(hashes, basic("me", "U*U"))).isTrue();
    assertThat(users.admits(hashes, basic("me", "U*U"))).as("from memory").isTrue();
    assertThat(users.admits(hashes, basic("me", "U*U").replace("Basic", "basic"))).isTrue();
    assertThat(users.admits(hashes, basic("me", "U*V"))).isFalse();
    assertThat(users.admits(hashes, basic("me", ""))).isFalse();
    assertThat(users.admits(hashes, basic("you", "U*U"))).isFalse();
  }

  @Test
  void prefixesOfOtherToolsAreKnown() {
    for (String prefix : new String[] {"$2a$", "$2b$", "$2y$"}) {
      Secret hash = Secret.of(OF_A_LIBRARY.reveal().replace("$2a$", prefix));
      assertThat(users.admits(Map.of("me", hash), basic("me", "U*U"))).as(prefix).isTrue();
    }
  }

  @Test
  void aChangedHashIsANewQuestion() {
    assertThat(users.admits(Map.of("me", OF_A_LIBRARY), basic("me", "U*U"))).isTrue();
    Secret other = Secret.of("$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK");
    assertThat(users.admits(Map.of("me", other), basic("me", "U*U"))).isFalse();
    assertThat(users.admits(Map.of("me", other), basic("me", "U*U*"))).isTrue();
  }

  @Test
  void whatIsNoBasicAuthenticationIsRefused() {
    Map<String, Secret> hashes = Map.of("me", OF_A_LIBRARY);
    assertThat(users.admits(hashes, null)).isFalse();
    assertThat(users.admits(hashes, "")).isFalse();
    assertThat(users.admits(hashes, "Bearer U*U")).isFalse();
    assertThat(users.admits(hashes, "Basic %%%")).isFalse();
    assertThat(users.admits(hashes, "Basic bWU=")).as("no colon").isFalse();
    assertThat(users.admits(hashes, basic("me", "x".repeat(100_000)))).isFalse();
  }

  @Test
  void withoutUsersEveryoneIsAdmitted() {
    assertThat(users.admits(Map.of(), null)).isTrue();
  }
}
