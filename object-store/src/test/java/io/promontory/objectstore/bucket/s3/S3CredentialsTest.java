package io.promontory.objectstore.bucket.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.testing.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/** Where region and credentials come from. */
class S3CredentialsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  private static S3Server server;
  @TempDir Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer sts;
  private int status = 200;

  @BeforeAll
  static void start() {
    server = new S3Server();
    server.create("archive");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A token service that gives out the keys of the S3 server. */
  @BeforeEach
  void startTokenService() throws IOException {
    sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext(
        "/",
        exchange -> {
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(form);
          String action =
              form.contains("Action=AssumeRoleWithWebIdentity")
                  ? "AssumeRoleWithWebIdentity"
                  : "AssumeRole";
          byte[] answer = (status == 200 ? granted(action) : refused()).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    sts.start();
  }

  @AfterEach
  void stopTokenService() {
    sts.stop(0);
  }

  private static String granted(String action) {
    return "<%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>"
            .formatted(action, S3Server.ACCESS_KEY)
        + "<SecretAccessKey>%s</SecretAccessKey><SessionToken>token</SessionToken>"
            .formatted(S3Server.SECRET_KEY)
        + "<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></%1$sResult></%1$sResponse>"
            .formatted(action);
  }

  private static String refused() {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
        + "<Message>not for you</Message></Error></ErrorResponse>";
  }

  private URI stsUri() {
    return URI.create("http://127.0.0.1:" + sts.getAddress().getPort());
  }

  private S3Options options() {
    return S3Server.options(server.uri(), "archive");
  }

  private static S3Bucket open(S3Options options) {
    return S3Bucket.open(options, RequestListener.NONE);
  }

  @Test
  void aRoleIsAssumed() {
    S3Options options =
        options()
            .withCredentials(AwsCredentialSource.Keys.of("AKIAOTHER", "other"))
            .withRole(new AssumedRole(ROLE, "agreed", "promontory", stsUri()));
    try (S3Bucket bucket = open(options)) {
      bucket.put("assumed", new byte[1]);
      assertThat(bucket.head("assumed")).isPresent();
    }
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("Action=AssumeRole&")
        .contains("ExternalId=agreed")
        .contains("RoleSessionName=promontory");
  }

  @Test
  void aTokenInAFileSpeaksForARole() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "signed.by.issuer");
    try (S3Bucket bucket =
        open(
            options()
                .withCredentials(
                    new AwsCredentialSource.WebIdentity(ROLE, token, "promontory", stsUri())))) {
      bucket.put("web", new byte[1]);
    }
    assertThat(asked).singleElement().asString().contains("WebIdentityToken=signed.by.issuer");
  }

  @Test
  void aRefusedRoleIsNamed() {
    status = 403;
    S3Options options = options().withRole(new AssumedRole(ROLE, null, "promontory", stsUri()));
    try (S3Bucket bucket = open(options)) {
      BucketException failure = catchThrowableOfType(BucketException.class, () -> bucket.head("k"));
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      assertThat(failure).hasMessageContainingAll(ROLE, "not for you");
    }
  }

  @Test
  void aTokenServiceThatHangsIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      S3Limits quick =
          S3Limits.DEFAULT
              .withRetries(2, Duration.ofMillis(1), Duration.ofMillis(1))
              .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(5));
      S3Options options =
          options().withLimits(quick).withRole(new AssumedRole(ROLE, null, "promontory", uri));
      try (S3Bucket bucket = open(options)) {
        BucketException failure =
            catchThrowableOfType(BucketException.class, () -> bucket.head("k"));
        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure).hasMessageContaining(ROLE);
      }
    }
  }

  @Test
  void keysInFilesAreReadAnew() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "old");
    AwsCredentialSource keys =
        new AwsCredentialSource.Keys(
            () -> S3Server.ACCESS_KEY,
            () -> {
              try {
                return Files.readString(secret);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            null);
    try (S3Bucket bucket = open(options().withCredentials(keys))) {
      assertThat(catchThrowableOfType(BucketException.class, () -> bucket.head("k")).kind())
          .isEqualTo(Kind.DENIED);
      Files.writeString(secret, S3Server.SECRET_KEY);
      assertThat(bucket.head("k")).isEmpty();
    }
    assertThat(keys.toString()).doesNotContain(S3Server.ACCESS_KEY);
  }

  @Test
  void theRegionIsNeverEmpty() {
    S3Options unnamed = options().withEndpoint(new S3Endpoint(null, null, false, null, false));
    assertThat(S3Clients.region(unnamed, () -> Region.of("eu-west-3")).id()).isEqualTo("eu-west-3");
    assertThat(S3Clients.region(options(), () -> Region.of("eu-west-3")).id())
        .isEqualTo(S3Server.REGION);
    BucketException failure =
        catchThrowableOfType(
            BucketException.class,
            () ->
                S3Clients.region(
                    unnamed,
                    () -> {
                      throw SdkClientException.create("nowhere");
                    }));
    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContainingAll("region of bucket archive", "AWS_REGION");
  }

  @Test
  void aMissingProfileIsNamed() {
    S3Options options =
        options().withCredentials(new AwsCredentialSource.Profile("no-such-profile-here"));
    try (S3Bucket bucket = open(options)) {
      BucketException failure = catchThrowableOfType(BucketException.class, () -> bucket.head("k"));
      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure).hasMessageContaining("no-such-profile-here");
    }
  }

  @Test
  void aBrokenFileOfAuthoritiesIsNamed() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "no certificate");
    S3Endpoint endpoint = new S3Endpoint(URI.create("https://127.0.0.1:1"), "r", true, ca, false);
    assertThat(
            catchThrowableOfType(
                BucketException.class, () -> open(options().withEndpoint(endpoint))))
        .hasMessageContaining("ca.pem");
  }
}
