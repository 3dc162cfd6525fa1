package io.promontory.frontend.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.s3.S3Encryption;
import io.promontory.objectstore.bucket.s3.S3Endpoint;
import io.promontory.objectstore.bucket.s3.S3Limits;
import io.promontory.objectstore.bucket.s3.S3Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
  private static final String ROLE = "arn:aws:iam::1:role/r";

  @TempDir Path folder;

  private BucketFile load(String yaml) throws IOException, ConfigException {
    Path file = Files.writeString(folder.resolve("bucket.yml"), yaml);
    return new ConfigLoader(Map.of("SECRET", "hush")::get).loadBucket(file);
  }

  private S3Options s3(String keys) throws IOException, ConfigException {
    return Buckets.s3(load("{type: s3, bucket: b, " + keys + "}"));
  }

  @Test
  void aFolderBelowTheFileIsABucket() throws Exception {
    BucketFile file = load("{type: filesystem, path: data, prefix: team/blocks}");
    try (Bucket bucket = Buckets.open(file, RequestListener.NONE)) {
      bucket.put("k", "v".getBytes(UTF_8));
    }
    assertThat(folder.resolve("data/team/blocks/k")).hasContent("v");
  }

  @Test
  void everyKeyArrives() throws Exception {
    S3Options options =
        s3(
            """
            endpoint: "minio:9000", insecure: true, region: r, path_style: true, ca_file: ca.pem,
            insecure_skip_verify: true, access_key: AK, secret_key: "${SECRET}",
            session_token_file: token, role_arn: "%s", external_id: x, session_name: me,
            sts_endpoint: "http://sts:1", sse: kms, kms_key_id: key, requester_pays: true,
            limits: {max_attempts: 2, requests_per_second: 50, max_connections: 8,
              connect_timeout: 1s, attempt_timeout: 2s, call_timeout: 3s, max_retry_delay: 4s,
              part_bytes: 5242880}\
            """
                .formatted(ROLE));
    assertThat(options.bucket()).isEqualTo("b");
    assertThat(options.endpoint())
        .isEqualTo(
            new S3Endpoint(
                URI.create("http://minio:9000"), "r", true, folder.resolve("ca.pem"), true));
    AwsCredentialSource.Keys keys = (AwsCredentialSource.Keys) options.credentials();
    assertThat(keys.accessKey().get()).isEqualTo("AK");
    assertThat(keys.secretKey().get()).isEqualTo("hush");
    Files.writeString(folder.resolve("token"), "t1\n");
    assertThat(keys.sessionToken().get()).isEqualTo("t1");
    Files.writeString(folder.resolve("token"), "t2\n");
    assertThat(keys.sessionToken().get()).isEqualTo("t2");
    assertThat(options.role())
        .isEqualTo(new AssumedRole(ROLE, "x", "me", URI.create("http://sts:1")));
    assertThat(options.encryption()).isEqualTo(new S3Encryption.Kms("key"));
    assertThat(options.requesterPays()).isTrue();
    assertThat(options.limits())
        .isEqualTo(
            new S3Limits(
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(4),
                50,
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                5 << 20,
                8 << 20));
  }

  @Test
  void whatIsLeftOutIsAsUsual() throws Exception {
    assertThat(s3("region: r"))
        .isEqualTo(S3Options.of("b").withEndpoint(new S3Endpoint(null, "r", false, null, false)));
  }

  @Test
  void credentialsComeFromOneSource() throws Exception {
    assertThat(s3("profile: p").credentials()).isEqualTo(new AwsCredentialSource.Profile("p"));
    assertThat(s3("anonymous: true").credentials()).isEqualTo(new AwsCredentialSource.Anonymous());
    S3Options web = s3("role_arn: \"%s\", web_identity_token_file: /t".formatted(ROLE));
    assertThat(web.credentials())
        .isEqualTo(new AwsCredentialSource.WebIdentity(ROLE, Path.of("/t"), "promontory", null));
    assertThat(web.role()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: gcs} | :1:2: type is \"gcs\"; it is s3 or filesystem",
        "{type: filesystem} | needs the key \"path\"",
        "{type: s3} | needs the key \"bucket\"",
        "{type: s3, bucket: b, access_key: a} | access_key and secret_key",
        "{type: s3, bucket: b, secret_key: a} | access_key and secret_key",
        "{type: s3, bucket: b, profile: p, anonymous: true} | anonymous stands beside \"profile\"",
        "{type: s3, bucket: b, external_id: x} | external_id means nothing without \"role_arn\"",
        "{type: s3, bucket: b, web_identity_token_file: x} | name it as \"role_arn\"",
        "{type: s3, bucket: b, endpoint: 'ftp://x'} | endpoint must be an http or https URL",
        "{type: s3, bucket: b, sse: aws} | sse is \"aws\"; it is s3 or kms",
        "{type: s3, bucket: b, kms_key_id: k} | kms_key_id means nothing without",
        "{type: s3, bucket: b, limits: {part_bytes: 1}} | limits.part_bytes must be 5242880 or more",
        "{type: s3, bucket: b, limits: {max_attempts: 0}} | limits.max_attempts must be 1 or more",
        "{type: s3, bucket: b, buket: c} | buket",
      })
  void whatCannotWorkIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }
}
