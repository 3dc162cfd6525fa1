package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.adapter.http.Excerpt;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns an answer that is a refusal or no answer at all into a failure with the server's words. */
public final class ServerErrors {
  private static final JsonFactory JSON = new JsonFactory();

  private final String store;

  public ServerErrors(String store) {
    this.store = store;
  }

  /** The failure behind an answer whose status is not 2xx. */
  public StoreException refused(HttpAnswer answer) {
    byte[] body = answer.errorBody();
    int status = answer.status();
    String said = words(answer, body);
    String what = said == null ? answer.describe(body) : "HTTP " + status + ": " + said;
    String refusal = answer.refusal(body);
    if (refusal != null) {
      return new StoreException(store, Kind.UNAVAILABLE, refusal);
    }
    return switch (status) {
      case 400, 422 ->
          new StoreException(
              store, said != null && isLimit(said) ? Kind.LIMIT : Kind.BAD_REQUEST, what);
      case 404, 405 ->
          new StoreException(
              store, Kind.UNAVAILABLE, "no Prometheus API at " + answer.uri() + " (" + what + ")");
      case 413 -> new StoreException(store, Kind.LIMIT, what);
      case 429 -> new StoreException(store, Kind.LIMIT, what).worthRetryAfter(answer.retryAfter());
      case 502, 503 ->
          new StoreException(store, Kind.UNAVAILABLE, what).worthRetryAfter(answer.retryAfter());
      default -> new StoreException(store, Kind.UNAVAILABLE, what);
    };
  }

  /**
   * As {@link #refused}, where there is another way than this question: what the server will not do
   * for us, now or later, is UNSUPPORTED.
   */
  public StoreException declined(HttpAnswer answer) {
    StoreException refused = refused(answer);
    boolean forGood =
        answer.status() / 100 == 4 && answer.status() != 408 && answer.status() != 429;
    return forGood
        ? new StoreException(store, Kind.UNSUPPORTED, String.valueOf(refused.getMessage()), refused)
        : refused;
  }

  /** The failure behind a 200 that carries something else than was asked for. */
  public StoreException unexpected(HttpAnswer answer, String wanted, Kind kind) {
    return unexpected(answer, answer.errorBody(), wanted, kind);
  }

  /**
   * As {@link #unexpected(HttpAnswer, String, Kind)}.
   *
   * @param start of the body, which has been read
   */
  StoreException unexpected(HttpAnswer answer, byte[] start, String wanted, Kind kind) {
    return new StoreException(
        store,
        kind,
        "the server at "
            + answer.uri()
            + " answers something that is not "
            + wanted
            + " ("
            + answer.describe(start)
            + ")");
  }

  private static boolean isLimit(String text) {
    return !text.contains("parse error") && (text.contains("limit") || text.contains("too many"));
  }

  /** Prometheus' own error text: the JSON envelope's, or the plain text; null for anything else. */
  private static @Nullable String words(HttpAnswer answer, byte[] body) {
    boolean isObject = body.length > 0 && body[0] == '{';
    if (isObject || answer.contentType().startsWith("application/json")) {
      return errorField(body);
    }
    boolean plain = answer.contentType().startsWith("text/plain") && body.length > 0;
    return plain ? Excerpt.of(body) : null;
  }

  /** What an envelope says, or the front of a service that has none. */
  private static @Nullable String errorField(byte[] body) {
    @Nullable String message = null;
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null) {
        String field = json.currentToken() == JsonToken.FIELD_NAME ? json.currentName() : "";
        if (field.equals("error")) {
          json.nextToken();
          return json.getValueAsString();
        } else if (field.equals("message")) {
          json.nextToken();
          message = json.getValueAsString();
        }
      }
      return message;
    } catch (IOException e) {
      return null;
    }
  }
}
