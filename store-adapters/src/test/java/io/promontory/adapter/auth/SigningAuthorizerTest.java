package io.promontory.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeSts;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** Where keys and region come from. */
class SigningAuthorizerTest {
  private static final URI AMP =
      URI.create("https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1");
  private static final URI OTHER = URI.create("https://metrics.example.com");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AwsRegionProvider NOWHERE =
      () -> {
        throw SdkClientException.create("no region here");
      };

  @TempDir Path directory;
  private final AwsAccounts accounts = new AwsAccounts();
  private FakeSts sts;

  @BeforeEach
  void start() {
    sts = new FakeSts(accounts, "eu-west-1", InstantSource.system());
  }

  @AfterEach
  void stop() {
    sts.close();
  }

  private static Sigv4 keys(String access, String secret) {
    return Sigv4.ofEnvironment().withCredentials(AwsCredentialSource.Keys.of(access, secret));
  }

  private static Sigv4 user() {
    return keys(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY);
  }

  private AssumedRole role(String externalId) {
    return new AssumedRole(FakeSts.ROLE, externalId, "promontory", sts.url());
  }

  private static Map<String, String> signed(Sigv4 config) {
    try (SigningAuthorizer authorizer =
        SigningAuthorizer.open(config, AMP, InstantSource.system(), NOWHERE)) {
      return signed(authorizer);
    }
  }

  private static Map<String, String> signed(SigningAuthorizer authorizer) {
    OutgoingRequest request = new OutgoingRequest("GET", AMP, Map.of(), new byte[0]);
    return authorizer.authorize(request, PATIENCE).headers();
  }

  @Test
  void theRegionIsTheConfiguredThenTheUrlsThenTheEnvironments() {
    AwsRegionProvider environment = () -> Region.of("us-west-2");
    assertThat(scope(user().withRegion("eu-north-1"), AMP, environment)).contains("/eu-north-1/");
    assertThat(scope(user(), AMP, environment)).contains("/eu-west-1/aps/");
    assertThat(scope(user(), OTHER, environment)).contains("/us-west-2/aps/");
    assertThat(scope(user().withService("monitoring"), AMP, environment)).contains("/monitoring/");
  }

  private static String scope(Sigv4 config, URI base, AwsRegionProvider environment) {
    try (SigningAuthorizer authorizer =
        SigningAuthorizer.open(config, base, InstantSource.system(), environment)) {
      return signed(authorizer).get("Authorization");
    }
  }

  @Test
  void theRegionIsNeverEmpty() {
    assertThatThrownBy(() -> SigningAuthorizer.open(user(), OTHER, InstantSource.system(), NOWHERE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sigv4: the region is nowhere named", "AWS_REGION");
  }

  @Test
  void aRoleIsAssumedOnceAndKept() {
    try (SigningAuthorizer authorizer =
        SigningAuthorizer.open(
            user().withRole(role(FakeSts.EXTERNAL_ID)), AMP, InstantSource.system(), NOWHERE)) {
      Map<String, String> first = signed(authorizer);
      assertThat(first.get("Authorization")).contains("Credential=ASIASESSION000000001/");
      assertThat(first.get("X-Amz-Security-Token")).isEqualTo("session//token+1==");
      assertThat(signed(authorizer).get("Authorization")).contains("ASIASESSION000000001/");
    }
    assertThat(sts.requests())
        .singleElement()
        .satisfies(
            form -> {
              assertThat(form.get("RoleArn")).containsExactly(FakeSts.ROLE);
              assertThat(form.get("RoleSessionName")).containsExactly("promontory");
              assertThat(form.get("ExternalId")).containsExactly(FakeSts.EXTERNAL_ID);
            });
  }

  @Test
  void keysOfARoleAreRenewedBeforeTheyRunOut() {
    sts.lifetime(Duration.ofSeconds(90)); // within five minutes of the end they are renewed
    try (SigningAuthorizer authorizer =
        SigningAuthorizer.open(
            user().withRole(role(FakeSts.EXTERNAL_ID)), AMP, InstantSource.system(), NOWHERE)) {
      assertThat(signed(authorizer).get("Authorization")).contains("ASIASESSION000000001/");
      assertThat(signed(authorizer).get("Authorization")).contains("ASIASESSION000000002/");
    }
  }

  @Test
  void aTokenInAFileSpeaksForTheRole() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), FakeSts.WEB_TOKEN);
    Sigv4 config =
        Sigv4.ofEnvironment()
            .withCredentials(
                new AwsCredentialSource.WebIdentity(FakeSts.ROLE, token, "pod", sts.url()));
    assertThat(signed(config).get("Authorization")).contains("ASIASESSION000000001/");
    assertThat(sts.requests().getFirst().get("RoleSessionName")).containsExactly("pod");
  }

  @Test
  void aDeniedRoleIsSaidSo() {
    Sigv4 config = user().withRole(role("guessed"));
    assertThatThrownBy(() -> signed(config))
        .isInstanceOf(AuthException.class)
        .hasMessageContainingAll(
            "sigv4: no credentials from role " + FakeSts.ROLE,
            "Not authorized to perform: sts:AssumeRole",
            "check role_arn, external_id, and whom the role trusts")
        .hasMessageNotContaining(AwsAccounts.SECRET_KEY);
  }

  @Test
  void aMissingProfileIsSaidSo() {
    Sigv4 config =
        Sigv4.ofEnvironment().withCredentials(new AwsCredentialSource.Profile("no-such-profile"));
    assertThatThrownBy(() -> signed(config))
        .isInstanceOf(AuthException.class)
        .hasMessageContainingAll("no-such-profile", "set access_key and secret_key");
  }

  @Test
  void aSecretInAFileIsReadAnew() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "first");
    Secret secret = Secret.fromFile(file);
    Sigv4 config =
        Sigv4.ofEnvironment()
            .withCredentials(
                new AwsCredentialSource.Keys(() -> AwsAccounts.ACCESS_KEY, secret::reveal, null));
    InstantSource frozen = InstantSource.fixed(java.time.Instant.parse("2026-03-01T12:00:00Z"));
    try (SigningAuthorizer authorizer = SigningAuthorizer.open(config, AMP, frozen, NOWHERE)) {
      String before = signed(authorizer).get("Authorization");
      assertThat(signed(authorizer).get("Authorization")).isEqualTo(before);
      Files.writeString(file, "second");
      assertThat(signed(authorizer).get("Authorization")).isNotEqualTo(before);
      Files.delete(file);
      assertThatThrownBy(() -> signed(authorizer))
          .isInstanceOf(AuthException.class)
          .hasMessageContaining(file.toString());
    }
  }
}
