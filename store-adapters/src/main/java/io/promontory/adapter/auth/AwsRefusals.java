package io.promontory.adapter.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in words why AWS' front refuses a request. What it answers is no envelope of Prometheus but
 * a code in the header {@code x-amzn-ErrorType} and a sentence in JSON; both are shown, with the id
 * under which AWS' support finds the request.
 */
final class AwsRefusals {
  private final String region;
  private final String service;
  private final String identity;
  private final InstantSource clock;

  /**
   * @param identity where the credentials come from, in words
   */
  AwsRefusals(String region, String service, String identity, InstantSource clock) {
    this.region = region;
    this.service = service;
    this.identity = identity;
    this.clock = clock;
  }

  /** Why, and what to do; null for an answer that AWS' front did not give. */
  @Nullable String explain(RefusedAnswer answer) {
    AwsError error = AwsError.read(answer);
    if (error == null || error.isThrottling()) {
      return null;
    }
    String reason = reason(answer, error);
    return reason == null ? null : reason + " (" + error.shown(answer.status()) + ")";
  }

  private @Nullable String reason(RefusedAnswer answer, AwsError error) {
    String said = error.message().toLowerCase(Locale.ROOT);
    return switch (error.code()) {
      case "UnrecognizedClientException", "InvalidClientTokenId" ->
          "AWS does not know the access key of "
              + identity
              + "; check that it exists, is active, and that its session token belongs to it";
      case "ExpiredTokenException", "ExpiredToken" -> expired();
      case "InvalidSignatureException", "SignatureDoesNotMatch" -> signature(answer, said);
      case "MissingAuthenticationTokenException", "MissingAuthenticationToken" ->
          "AWS sees no signature: a proxy between takes the Authorization header away, or the url's"
              + " path is none of the service's";
      case "IncompleteSignatureException", "IncompleteSignature" ->
          "AWS cannot read the signature: a proxy between changes the Authorization header";
      case "ResourceNotFoundException" ->
          "the workspace is gone, or was never in region " + region + "; check the url";
      case "AccessDeniedException", "AccessDenied" ->
          said.contains("expired")
              ? expired()
              : "AWS denies "
                  + identity
                  + " this; its policy needs aps:QueryMetrics, aps:GetSeries, aps:GetLabels and"
                  + " aps:GetMetricMetadata on the workspace";
      default -> answer.isAboutCredentials() ? "AWS refuses the request of " + identity : null;
    };
  }

  private String expired() {
    return "the session token of "
        + identity
        + " has run out; renew it, or let role_arn or the environment renew it";
  }

  private String signature(RefusedAnswer answer, String said) {
    if (said.contains("scoped to a valid region") || said.contains("scoped to region")) {
      return "the request was signed for region "
          + region
          + ", which is not the endpoint's; set \"region\" of sigv4 to the one in the url";
    }
    if (said.contains("scoped to correct service") || said.contains("scoped to service")) {
      return "the request was signed for service "
          + service
          + ", which is not the endpoint's; set \"service\" of sigv4, aps for managed Prometheus";
    }
    if (said.contains("signature expired") || said.contains("not yet current")) {
      return "this machine's clock is wrong" + skew(answer) + "; set it by a time server";
    }
    return "the signature does not fit: the secret key of "
        + identity
        + " is wrong, or a proxy between rewrites host, path, query or body";
  }

  /** By how much, going by the server's date (RFC 9110 6.6.1). */
  private String skew(RefusedAnswer answer) {
    try {
      Instant theirs =
          ZonedDateTime.parse(answer.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant();
      Duration ahead = Duration.between(theirs, clock.instant());
      return " by "
          + ahead.abs().toSeconds()
          + "s ("
          + (ahead.isNegative() ? "behind" : "ahead of")
          + " AWS')";
    } catch (DateTimeParseException e) {
      return "";
    }
  }
}
