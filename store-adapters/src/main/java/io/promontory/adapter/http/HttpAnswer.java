package io.promontory.adapter.http;

import io.promontory.adapter.auth.Authorizer;
import io.promontory.adapter.auth.RefusedAnswer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Status, headers and unread body of an answer. The receiver closes it. */
public final class HttpAnswer implements AutoCloseable {
  private static final int ERROR_BYTES = 64 << 10;

  private final URI uri;
  private final int status;
  private final HttpHeaders headers;
  private final GuardedBody body;
  private final Authorizer authorizer;

  HttpAnswer(URI uri, int status, HttpHeaders headers, GuardedBody body, Authorizer authorizer) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.authorizer = authorizer;
  }

  public URI uri() {
    return uri;
  }

  public int status() {
    return status;
  }

  public boolean isOk() {
    return status / 100 == 2;
  }

  /** The content type as sent; empty where there is none. */
  public String contentType() {
    return headers.firstValue("content-type").orElse("");
  }

  /** A header as sent, by its name in any case; empty where there is none. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /**
   * How long the server asks us to wait (RFC 9110 10.2.3, dates by its own clock); zero where it
   * does not say.
   */
  public Duration retryAfter() {
    String text = headers.firstValue("retry-after").orElse("").strip();
    try {
      if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Long.parseLong(text));
      }
      ZonedDateTime then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      String date = headers.firstValue("date").orElse("");
      ZonedDateTime now = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  /**
   * Whether the end of the body is marked (RFC 9112 6.3), so that a connection that breaks shows.
   */
  public boolean showsItsEnd() {
    return headers.firstValue("transfer-encoding").isPresent()
        || headers.firstValue("content-length").isPresent();
  }

  public GuardedBody body() {
    return body;
  }

  /** The first 64 KiB of the body, for an error's text. */
  public byte[] errorBody() {
    return body.head(ERROR_BYTES);
  }

  /** What came instead of the answer: status, content type and the first 100 characters. */
  public String describe(byte[] start) {
    String type = contentType().isEmpty() ? "no content type" : Excerpt.of(contentType());
    return "HTTP " + status + ", " + type + ": \"" + Excerpt.of(start) + "\"";
  }

  /**
   * Why the server will not have our credentials, and what to do; null where it is not for them.
   *
   * @param start of the body
   */
  public @Nullable String refusal(byte[] start) {
    return authorizer.explain(new RefusedAnswer(status, headers, start, describe(start)));
  }

  @Override
  public void close() {
    body.close();
  }
}
