package io.promontory.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.SigV4Verifier;
import io.promontory.adapter.testing.amp.WireRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What is signed is what is sent, whatever stands in path, query and body. */
class RequestSignerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String HOST = "https://aps-workspaces.eu-west-1.amazonaws.com";

  private final AwsAccounts accounts = new AwsAccounts();
  private final SigV4Verifier verifier = new SigV4Verifier("eu-west-1", "aps", accounts, () -> NOW);
  private final RequestSigner signer = new RequestSigner("eu-west-1", "aps", () -> NOW);

  private static final AwsCredentials USER =
      AwsBasicCredentials.create(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY);

  private OutgoingRequest verified(String method, String target, String body, AwsCredentials keys)
      throws Exception {
    Map<String, String> headers =
        Map.of("User-Agent", "promontory/dev", "Content-Type", "application/x-www-form-urlencoded");
    OutgoingRequest signed =
        signer.sign(
            new OutgoingRequest(method, URI.create(HOST + target), headers, body.getBytes(UTF_8)),
            keys);
    verifier.verify(wire(signed, signed.uri()));
    return signed;
  }

  private static WireRequest wire(OutgoingRequest request, URI uri) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers().entrySet());
    headers.add(Map.entry("Host", uri.getRawAuthority()));
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new WireRequest(request.method(), uri.getRawPath() + query, headers, request.body());
  }

  @Test
  void queriesAreSignedAsTheyAreSent() throws Exception {
    String path = "/workspaces/ws-1/api/v1/query";
    assertThat(
            verified("GET", path + "?query=up%7Ba%3D%22b%22%7D+offset+5m&time=1.5", "", USER).uri())
        .asString()
        .endsWith("?query=up%7Ba%3D%22b%22%7D%20offset%205m&time=1.5");
    verified("GET", path + "?query=a%2Bb", "", USER);
    verified("GET", path + "?match%5B%5D=b&match%5B%5D=a&match%5B%5D=%2F*~", "", USER);
    verified("GET", path + "?b=2&a=1&B=3&empty=&bare", "", USER);
    verified("GET", path + "?query=caf%C3%A9%F0%9F%92%A9%3D%26%25", "", USER);
    verified("GET", path + "?query=%27%28%29%21*%22", "", USER);
    verified("GET", path, "", USER);
  }

  @Test
  void repeatedParametersKeepTheirOrder() throws Exception {
    OutgoingRequest signed = verified("GET", "/w?m=2&x=&m=1", "", USER);
    assertThat(RequestSigner.parameters(signed.uri().getRawQuery()))
        .containsEntry("m", List.of("2", "1"))
        .containsEntry("x", List.of(""));
  }

  @Test
  void pathsAreSignedAsTheyAreSent() throws Exception {
    verified("GET", "/workspaces/ws-1/api/v1/label/U__http_2e_status/values", "", USER);
    verified("GET", "/workspaces/ws-1/api/v1/label/caf%C3%A9/values", "", USER);
    verified("GET", "/workspaces/ws-1/api/v1/label/a%2Fb%20c%25/values", "", USER);
    verified("GET", "", "", USER);
    assertThat(
            signer
                .sign(
                    new OutgoingRequest(
                        "GET", URI.create("http://127.0.0.1:8080/a"), Map.of(), new byte[0]),
                    USER)
                .uri())
        .hasToString("http://127.0.0.1:8080/a");
  }

  @Test
  void formsAreSignedWithTheirBytes() throws Exception {
    OutgoingRequest signed =
        verified("POST", "/w/api/v1/query_range", "query=sum+by+%28a%29+%28é%29&step=15", USER);
    assertThat(signed.headers().get("x-amz-content-sha256")).hasSize(64);
    assertThat(new String(signed.body(), UTF_8)).isEqualTo("query=sum+by+%28a%29+%28é%29&step=15");
  }

  @Test
  void aSessionsTokenIsSigned() throws Exception {
    AwsAccounts.Key key = accounts.openSession("arn", NOW, java.time.Duration.ofHours(1));
    AwsCredentials session = AwsSessionCredentials.create(key.access(), key.secret(), key.token());
    OutgoingRequest signed = verified("GET", "/w?a=b", "", session);
    assertThat(signed.headers().get("Authorization"))
        .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,");
  }

  @Test
  void nothingElseIsSigned() throws Exception {
    OutgoingRequest signed = verified("POST", "/w", "a=b", USER);
    assertThat(signed.headers().get("Authorization"))
        .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,")
        .contains("Credential=" + AwsAccounts.ACCESS_KEY + "/20260301/eu-west-1/aps/aws4_request");
    assertThat(signed.toString()).doesNotContain("Signature");
  }
}
