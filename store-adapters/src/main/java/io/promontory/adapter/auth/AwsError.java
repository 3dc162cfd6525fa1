package io.promontory.adapter.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error of AWS' front.
 *
 * @param code such as {@code AccessDeniedException}; empty where only the sentence is there
 * @param requestId empty for none
 */
record AwsError(String code, String message, String requestId) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_CHARACTERS = 300;

  /** Reads an answer; null where it is not AWS' front that speaks. */
  static @Nullable AwsError read(RefusedAnswer answer) {
    String code = answer.header("x-amzn-errortype");
    String message = "";
    boolean isEnvelope = false;
    try (JsonParser json = JSON.createParser(answer.body())) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName().toLowerCase(Locale.ROOT);
          json.nextToken();
          switch (field) {
            case "message" -> message = json.getValueAsString("");
            case "__type", "code" -> code = code.isEmpty() ? json.getValueAsString("") : code;
            case "status" -> isEnvelope = true;
            default -> json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      message = "";
    }
    if (isEnvelope || (code.isEmpty() && message.isEmpty())) {
      return null;
    }
    String shown = firstSentences(message);
    return new AwsError(
        code.isEmpty() ? codeOf(shown) : plain(code),
        shown,
        cut(answer.header("x-amzn-requestid")));
  }

  /** Some fronts send the sentence alone. */
  private static String codeOf(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("missing authentication token")) {
      return "MissingAuthenticationTokenException";
    }
    if (said.contains("token included in the request is expired")) {
      return "ExpiredTokenException";
    }
    if (said.contains("token included in the request is invalid")) {
      return "UnrecognizedClientException";
    }
    if (said.contains("signature we calculated") || said.contains("credential should be scoped")) {
      return "InvalidSignatureException";
    }
    return said.contains("not authorized to perform") ? "AccessDeniedException" : "";
  }

  /** What follows a signature that does not fit repeats the request, the session token included. */
  private static String firstSentences(String message) {
    int canonical = message.indexOf("The Canonical String");
    return cut(canonical < 0 ? message : message.substring(0, canonical));
  }

  /** {@code com.amazon#AccessDeniedException:http://internal/} is sent for the name alone. */
  private static String plain(String code) {
    int colon = code.indexOf(':');
    String name = colon < 0 ? code : code.substring(0, colon);
    return cut(name.substring(name.indexOf('#') + 1));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").replaceAll("[. ]+$", "");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }

  boolean isThrottling() {
    return code.contains("Throttl") || code.equals("TooManyRequestsException");
  }

  /** Status, code, sentence and id. */
  String shown(int status) {
    return "HTTP "
        + status
        + (code.isEmpty() ? "" : " " + code)
        + (message.isEmpty() ? "" : ": " + message)
        + (requestId.isEmpty() ? "" : ", request " + requestId);
  }
}
