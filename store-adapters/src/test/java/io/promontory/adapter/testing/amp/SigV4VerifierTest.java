package io.promontory.adapter.testing.amp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** AWS' own suite of signatures, against the verifier that the fixtures check ours with. */
class SigV4VerifierTest {
  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String SCOPE = "20150830/us-east-1/service/aws4_request";

  private static List<Path> cases() {
    Path suite = Reference.path("conformance", "sigv4");
    try (Stream<Path> files = Files.walk(suite)) {
      return files.filter(file -> file.toString().endsWith(".authz")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path authz, String ending) {
    String name = authz.getFileName().toString().replace(".authz", ending);
    try {
      return Files.readString(
          authz.resolveSibling(name), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WireRequest request(String text) {
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 2);
    return WireRequest.parse(head, body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void everyCaseOfTheSuiteComesOut() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(30);
    for (Path authz : cases()) {
      WireRequest request = request(text(authz, ".sreq"));
      String header = text(authz, ".authz").strip();
      String signed = header.replaceAll(".*SignedHeaders=([^,]+),.*", "$1");
      String canonical = CanonicalRequest.of(request, Arrays.asList(signed.split(";")));
      assertThat(canonical).as("%s, canonical", authz).isEqualTo(text(authz, ".creq"));
      String toSign = SigV4Verifier.stringToSign("20150830T123600Z", SCOPE, canonical);
      assertThat(toSign).as("%s, to sign", authz).isEqualTo(text(authz, ".sts"));
      assertThat(SigV4Verifier.sign(SECRET, "20150830", "us-east-1", "service", toSign))
          .as("%s, signature", authz)
          .isEqualTo(header.replaceAll(".*Signature=", ""));
    }
  }

  @Test
  void whateverIsChangedIsRefused() throws AwsRefusalException {
    String good =
        text(
            Reference.path("conformance", "sigv4")
                .resolve("post-x-www-form-urlencoded/post-x-www-form-urlencoded.authz"),
            ".sreq");
    verifier(THEN).verify(request(good));
    assertThat(refusal(good.replace("Param1", "Param2"), THEN)).contains("signature we calculated");
    assertThat(refusal(good.replace("POST / ", "GET / "), THEN))
        .contains("signature we calculated");
    assertThat(refusal(good.replace("/ HTTP", "/?a=1 HTTP"), THEN)).contains("we calculated");
    assertThat(refusal(good.replace("/ HTTP", "/a HTTP"), THEN)).contains("we calculated");
    assertThat(refusal(good.replace("Host:", "Host:x"), THEN)).contains("we calculated");
    assertThat(refusal(good.replace("Host:", "X-Amz-More:x\nHost:"), THEN))
        .contains("'x-amz-more' must be a 'SignedHeader'");
    assertThat(refusal(good.replace("Host:", "X-Amz-Content-Sha256:ab\nHost:"), THEN))
        .contains("must be a 'SignedHeader'");
    assertThat(refusal(good.replaceAll("Authorization:.*\n", ""), THEN)).contains("Missing");
    assertThat(refusal(good.replace("AKIDEXAMPLE", "AKIDOTHER"), THEN)).contains("token");
    assertThat(refusal(good.replace("us-east-1", "us-east-2"), THEN)).contains("valid region");
    assertThat(refusal(good.replace("/service/", "/s3/"), THEN)).contains("correct service");
    assertThat(refusal(good, THEN.plus(Duration.ofSeconds(301)))).contains("Signature expired");
    assertThat(refusal(good, THEN.minus(Duration.ofSeconds(301)))).contains("not yet current");
  }

  private static SigV4Verifier verifier(Instant now) {
    AwsAccounts accounts = new AwsAccounts();
    accounts.add(AwsAccounts.user("AKIDEXAMPLE", SECRET, true));
    return new SigV4Verifier("us-east-1", "service", accounts, () -> now);
  }

  private static String refusal(String request, Instant now) {
    return catchThrowableOfType(
            AwsRefusalException.class, () -> verifier(now).verify(request(request)))
        .getMessage();
  }
}
