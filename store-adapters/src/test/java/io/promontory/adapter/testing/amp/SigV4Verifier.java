package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the Signature Version 4 of a request as strictly as AWS' fronts do, and refuses in their
 * order and words.
 */
public final class SigV4Verifier {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private final String service;
  private final AwsAccounts accounts;
  private final InstantSource clock;

  /**
   * @param region that requests must be signed for, as must {@code service}
   * @param accounts whose keys are known
   */
  public SigV4Verifier(String region, String service, AwsAccounts accounts, InstantSource clock) {
    this.region = region;
    this.service = service;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The parts of an {@code Authorization} header. */
  private record Signature(
      String key, String date, String region, String service, List<String> headers, String hex) {}

  /**
   * Whose request it is.
   *
   * @throws AwsRefusalException if its signature is not good
   */
  public AwsAccounts.Key verify(WireRequest request) throws AwsRefusalException {
    String header = request.header("authorization");
    if (!header.startsWith("AWS4-")) {
      throw new AwsRefusalException(
          "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Signature signature = parse(header);
    checkScope(signature);
    AwsAccounts.Key key = key(signature, request);
    checkTime(signature, request);
    checkHeaders(signature, request);
    String canonical = CanonicalRequest.of(request, signature.headers());
    String toSign = stringToSign(request.header("x-amz-date"), scope(signature), canonical);
    if (!sign(key.secret(), signature, toSign).equals(signature.hex())) {
      throw mismatch(canonical, toSign);
    }
    if (key.isExpired(clock.instant())) {
      throw new AwsRefusalException(
          "ExpiredTokenException", "The security token included in the request is expired");
    }
    return key;
  }

  private static Signature parse(String header) throws AwsRefusalException {
    String credential = part(header, "Credential=");
    String signed = part(header, "SignedHeaders=");
    String hex = part(header, "Signature=");
    String[] scope = credential.split("/");
    if (!header.startsWith(ALGORITHM + " ")
        || scope.length != 5
        || !scope[4].equals("aws4_request")
        || signed.isEmpty()
        || hex.length() != 64) {
      throw new AwsRefusalException(
          "IncompleteSignatureException",
          "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.");
    }
    return new Signature(
        scope[0], scope[1], scope[2], scope[3], Arrays.asList(signed.split(";")), hex);
  }

  private static String part(String header, String name) {
    int start = header.indexOf(name);
    if (start < 0) {
      return "";
    }
    int end = header.indexOf(',', start);
    return header.substring(start + name.length(), end < 0 ? header.length() : end).strip();
  }

  private void checkScope(Signature signature) throws AwsRefusalException {
    if (!signature.region().equals(region)) {
      throw invalid("Credential should be scoped to a valid region. ");
    }
    if (!signature.service().equals(service)) {
      throw invalid("Credential should be scoped to correct service: '" + service + "'. ");
    }
  }

  private AwsAccounts.Key key(Signature signature, WireRequest request) throws AwsRefusalException {
    AwsAccounts.Key key = accounts.find(signature.key());
    if (key == null || !key.token().equals(request.header("x-amz-security-token"))) {
      throw new AwsRefusalException(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    return key;
  }

  private void checkTime(Signature signature, WireRequest request) throws AwsRefusalException {
    String sent = request.header("x-amz-date");
    Instant now = clock.instant();
    Instant then;
    try {
      then = TIME.parse(sent, Instant::from);
    } catch (DateTimeParseException e) {
      throw new AwsRefusalException(
          "IncompleteSignatureException",
          "Date must be in ISO-8601 'basic format'. Got '" + sent + "'.");
    }
    if (!sent.startsWith(signature.date())) {
      throw invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date");
    }
    if (then.isBefore(now.minus(SKEW))) {
      throw invalid(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(sent, TIME.format(now.minus(SKEW)), TIME.format(now)));
    }
    if (then.isAfter(now.plus(SKEW))) {
      throw invalid(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(sent, TIME.format(now.plus(SKEW)), TIME.format(now)));
    }
  }

  private static void checkHeaders(Signature signature, WireRequest request)
      throws AwsRefusalException {
    for (String name : request.headerNames()) {
      boolean mustBeSigned = name.equals("host") || name.startsWith("x-amz-");
      if (mustBeSigned && !signature.headers().contains(name)) {
        throw invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
    List<String> sorted = signature.headers().stream().sorted().toList();
    if (!sorted.equals(signature.headers())
        || !String.join("", sorted).equals(String.join("", sorted).toLowerCase(Locale.ROOT))) {
      throw invalid("SignedHeaders must be sorted and in lower case");
    }
    String hash = request.header("x-amz-content-sha256");
    if (!hash.isEmpty() && !hash.equals(CanonicalRequest.sha256(request.body()))) {
      throw invalid("The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }

  static String stringToSign(String time, String scope, String canonical) {
    return ALGORITHM + "\n" + time + "\n" + scope + "\n" + CanonicalRequest.sha256(canonical);
  }

  private static String scope(Signature signature) {
    return String.join(
        "/", signature.date(), signature.region(), signature.service(), "aws4_request");
  }

  private static String sign(String secret, Signature signature, String toSign) {
    return sign(secret, signature.date(), signature.region(), signature.service(), toSign);
  }

  static String sign(String secret, String date, String region, String service, String toSign) {
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : List.of(date, region, service, "aws4_request")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AwsRefusalException mismatch(String canonical, String toSign) {
    return invalid(
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.\n\nThe Canonical String for this request should have been\n'"
            + canonical
            + "'\n\nThe String-to-Sign should have been\n'"
            + toSign
            + "'\n");
  }

  private static AwsRefusalException invalid(String message) {
    return new AwsRefusalException("InvalidSignatureException", message);
  }
}
