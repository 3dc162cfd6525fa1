package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Types what the SDK throws, and says what happened, to what, and what to do. */
final class S3Failures {
  /** Of a server's own words, so many characters are shown. */
  private static final int MOST_CHARACTERS = 300;

  private final String where;

  /**
   * Failures of one bucket.
   *
   * @param where the bucket and its endpoint, for the messages
   */
  S3Failures(String where) {
    this.where = where;
  }

  BucketException of(String doing, RuntimeException e, Attempts attempts) {
    BucketException typed = find(e, BucketException.class);
    if (typed != null) {
      return typed;
    }
    if (e instanceof AwsServiceException answer) {
      return answered(doing, answer, attempts);
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return failed(Kind.TIMEOUT, doing, attempts, "no answer in time", e);
    }
    if (find(e, AbortedException.class) != null || find(e, InterruptedException.class) != null) {
      Thread.currentThread().interrupt();
      return failed(Kind.CANCELED, doing, attempts, "interrupted", e);
    }
    FalseAnswerException lie = find(e, FalseAnswerException.class);
    if (lie != null) {
      return failed(Kind.CORRUPT, doing, attempts, String.valueOf(lie.getMessage()), e);
    }
    if (e instanceof SdkException) {
      return unanswered(doing, e, attempts);
    }
    throw e;
  }

  private BucketException unanswered(String doing, RuntimeException e, Attempts attempts) {
    UnknownHostException host = find(e, UnknownHostException.class);
    if (host != null) {
      String what = "no host " + host.getMessage() + "; check endpoint, region and path_style";
      return failed(Kind.UNAVAILABLE, doing, attempts, what, e);
    }
    SSLException tls = find(e, SSLException.class);
    if (tls != null) {
      String what = "TLS failed (" + tls.getMessage() + "); check the endpoint and its certificate";
      return failed(Kind.UNAVAILABLE, doing, attempts, what, e);
    }
    boolean isClient = e instanceof SdkClientException && attempts.count() == 0;
    return failed(isClient ? Kind.MISCONFIGURED : Kind.UNAVAILABLE, doing, attempts, shown(e), e);
  }

  private BucketException answered(String doing, AwsServiceException e, Attempts attempts) {
    int status = e.statusCode();
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String message = details == null ? null : details.errorMessage();
    String what = "HTTP " + status + (code.isEmpty() ? "" : " " + code);
    what += message == null || message.isEmpty() ? "" : " (" + cut(message) + ")";
    Kind kind = kind(status, code, e.isThrottlingException());
    String advice = advice(kind, code, status);
    return failed(kind, doing, attempts, advice.isEmpty() ? what : what + "; " + advice, e);
  }

  private static Kind kind(int status, String code, boolean isThrottling) {
    if (isThrottling || status == 429 || (status == 503 && code.equals("SlowDown"))) {
      return Kind.THROTTLED;
    }
    return switch (status) {
      case 404 -> code.equals("NoSuchBucket") ? Kind.MISCONFIGURED : Kind.NOT_FOUND;
      case 401, 403 -> Kind.DENIED;
      case 408 -> Kind.UNAVAILABLE;
      case 409, 412 -> Kind.CHANGED;
      case 416 -> Kind.INVALID_RANGE;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.MISCONFIGURED;
    };
  }

  private static String advice(Kind kind, String code, int status) {
    return switch (code) {
      case "NoSuchBucket" -> "check the bucket's name and endpoint";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" -> "check the access and the secret key";
      case "ExpiredToken", "InvalidToken" -> "the session token has run out; renew it";
      case "RequestTimeTooSkewed" -> "this machine's clock is wrong";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "check the region";
      default ->
          switch (kind) {
            case DENIED ->
                "the credentials need s3:GetObject and s3:ListBucket (without the latter a missing"
                    + " object is denied), to write also s3:PutObject and s3:DeleteObject";
            case THROTTLED -> "lower requests_per_second, or ask for a higher quota";
            // Answers to HEAD name no code.
            case MISCONFIGURED ->
                status == 301 || status == 307 || (status == 400 && code.isEmpty())
                    ? "check the region, the endpoint and path_style"
                    : "";
            default -> "";
          };
    };
  }

  private BucketException failed(
      Kind kind, String doing, Attempts attempts, String what, Throwable cause) {
    String count = attempts.count() > 1 ? " after " + attempts.count() + " attempts" : "";
    return new BucketException(
        kind, doing + " in " + where + " failed" + count + ": " + what, cause);
  }

  private static String shown(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return cut(root.getMessage() == null ? root.toString() : root.getMessage());
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }

  private static <T extends Throwable> @Nullable T find(@Nullable Throwable e, Class<T> type) {
    for (int depth = 0; e != null && depth < 20; depth++, e = e.getCause()) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
    }
    return null;
  }
}
