package io.promontory.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the JSON API of Prometheus ({@code /api/v1}) and reads answers as they arrive. An answer
 * counts only if it says {@code "status":"success"}.
 */
public final class HttpApi {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  /** Bytes of something else that are read to tell what it is. */
  private static final int SHOWN = 4 << 10;

  private final String store;
  private final StoreHttpClient http;
  private final ServerErrors errors;
  private final Function<HttpAnswer, StoreException> refusals;
  private final Kind otherContent;
  private final long maxBodyBytes;

  /** Reads the value of {@code data}; the parser stands on its first token. */
  @FunctionalInterface
  public interface DataReader<T> {
    T read(JsonParser json) throws IOException;
  }

  /**
   * What an answer carries; the warnings say what the server could not read.
   *
   * @param bytes of its body
   */
  public record Result<T>(
      String store, T data, List<String> warnings, List<String> infos, long bytes) {
    /** Of an answer that nobody had to be asked for. */
    public Result(String store, T data) {
      this(store, data, List.of(), List.of(), 0);
    }

    /**
     * How whole it is, by the warnings. A server that cut its answer because we asked it to has
     * nothing to warn of.
     */
    public Completeness completeness(StoreStats stats) {
      List<String> real =
          warnings.stream().filter(text -> !text.contains("truncated due to limit")).toList();
      return Completeness.of(
          real.isEmpty()
              ? StoreOutcome.whole(store, stats)
              : StoreOutcome.partial(store, String.join("; ", real), stats));
    }
  }

  public HttpApi(String store, StoreHttpClient http, long maxBodyBytes) {
    ServerErrors errors = new ServerErrors(store);
    this(store, http, maxBodyBytes, errors, errors::refused, Kind.UNAVAILABLE);
  }

  private HttpApi(
      String store,
      StoreHttpClient http,
      long maxBodyBytes,
      ServerErrors errors,
      Function<HttpAnswer, StoreException> refusals,
      Kind otherContent) {
    this.store = store;
    this.http = http;
    this.maxBodyBytes = maxBodyBytes;
    this.errors = errors;
    this.refusals = refusals;
    this.otherContent = otherContent;
  }

  /** The same for questions that have another way to their answer. */
  public HttpApi withDeclinedAsUnsupported() {
    return new HttpApi(store, http, maxBodyBytes, errors, errors::declined, Kind.UNAVAILABLE);
  }

  /** The same for questions that a server need not know: any page in place of an answer will do. */
  public HttpApi withUnknownAsUnsupported() {
    return new HttpApi(store, http, maxBodyBytes, errors, errors::declined, Kind.UNSUPPORTED);
  }

  public <T> Result<T> get(
      String path, FormParams params, QueryContext context, DataReader<T> reader) {
    String query = params.isEmpty() ? "" : "?" + params.encoded();
    try (HttpAnswer answer = http.get(path + query, context)) {
      return read(answer, reader);
    }
  }

  /** As {@link #get}, with the parameters in the body, where they may be long. */
  public <T> Result<T> post(
      String path, FormParams params, QueryContext context, DataReader<T> reader) {
    byte[] body = params.encoded().getBytes(UTF_8);
    try (HttpAnswer answer = http.post(path, body, FORM, context)) {
      return read(answer, reader);
    }
  }

  private <T> Result<T> read(HttpAnswer answer, DataReader<T> reader) {
    if (!answer.isOk()) {
      throw refusals.apply(answer);
    }
    BufferedInputStream body =
        new BufferedInputStream(new CappedStream(store, answer.body(), maxBodyBytes));
    try {
      if (!answer.contentType().startsWith("application/json") && !isObject(body)) {
        byte[] start = body.readNBytes(SHOWN);
        throw errors.unexpected(answer, start, "Prometheus' JSON", otherContent);
      }
      return read(answer, body, reader);
    } catch (JsonProcessingException e) {
      throw corrupt("the answer is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new StoreException(store, Kind.UNAVAILABLE, "reading an answer: " + e.getMessage(), e);
    }
  }

  private <T> Result<T> read(HttpAnswer answer, InputStream body, DataReader<T> reader)
      throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      Result<T> result = envelope(json, reader, answer);
      // A body that goes on is none of ours; reading its end also frees the connection.
      if (json.nextToken() != null) {
        throw corrupt("something follows the JSON of the answer", null);
      }
      return result;
    }
  }

  /** Some services send their JSON as plain text, so what begins as an object is read as one. */
  private static boolean isObject(BufferedInputStream body) throws IOException {
    body.mark(1);
    int first = body.read();
    body.reset();
    return first == '{';
  }

  private <T> Result<T> envelope(JsonParser json, DataReader<T> reader, HttpAnswer answer)
      throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw corrupt("the answer is no JSON object", null);
    }
    String status = "";
    String error = "";
    @Nullable T data = null;
    List<String> warnings = List.of();
    List<String> infos = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "status" -> status = json.getValueAsString("");
        case "error" -> error = json.getValueAsString("");
        case "warnings" -> warnings = strings(json);
        case "infos" -> infos = strings(json);
        case "data" ->
            data = json.currentToken() == JsonToken.VALUE_NULL ? null : reader.read(json);
        default -> json.skipChildren();
      }
    }
    if (!status.equals("success")) {
      throw new StoreException(
          store,
          Kind.UNAVAILABLE,
          error.isEmpty() ? "the answer does not say success" : "the server reports: " + error);
    }
    if (data == null) {
      throw corrupt("the answer carries no data", null);
    }
    return new Result<>(store, data, warnings, infos, answer.body().bytes());
  }

  /** An array of strings; the parser stands on its start. */
  public static List<String> strings(JsonParser json) throws IOException {
    expect(json, JsonToken.START_ARRAY);
    List<String> strings = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json, JsonToken.VALUE_STRING);
      strings.add(json.getText());
    }
    return strings;
  }

  public static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new UnexpectedJsonException(
          json, "unexpected " + json.currentToken() + " in the answer");
    }
  }

  /** Valid JSON of another shape than asked for. */
  private static final class UnexpectedJsonException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    UnexpectedJsonException(JsonParser json, String message) {
      super(message, json.currentLocation());
    }
  }

  public StoreException corrupt(String message, @Nullable Throwable cause) {
    return new StoreException(store, Kind.CORRUPT, message, cause);
  }
}
