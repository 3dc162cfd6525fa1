package io.promontory.adapter.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;

/**
 * What a token server says (RFC 6749 5.1, 5.2).
 *
 * @param token empty for none
 * @param lifetime of the token; zero where the server does not say
 * @param error the server's code and description of a refusal; empty for none
 */
record TokenAnswer(int status, Secret token, Duration lifetime, String error) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long MOST_SECONDS = Duration.ofDays(3650).toSeconds();

  /** Reads an answer; what is no JSON object is an answer without a token. */
  static TokenAnswer read(int status, byte[] body) {
    String token = "";
    String code = "";
    String description = "";
    long seconds = 0;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          switch (field) {
            case "access_token" -> token = json.getValueAsString("");
            case "expires_in" -> seconds = json.getValueAsLong(0);
            case "error" -> code = json.getValueAsString("");
            case "error_description" -> description = json.getValueAsString("");
            default -> json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      token = "";
    }
    Duration lifetime = Duration.ofSeconds(Math.clamp(seconds, 0, MOST_SECONDS));
    String error = code + (description.isEmpty() ? "" : " (" + description + ")");
    return new TokenAnswer(status, Secret.of(token), lifetime, error);
  }

  boolean isGrant() {
    return status / 100 == 2 && !token.reveal().isEmpty();
  }

  /** Whether the server will not have the request, rather than being ill. */
  boolean isRefusal() {
    return status / 100 == 4 && status != 408 && status != 429;
  }

  /** The refusal in words. */
  String said() {
    return "HTTP "
        + status
        + (error.isEmpty() ? isRefusal() ? "" : " without an access_token" : " " + error);
  }
}
