package io.promontory.frontend.http;

import io.promontory.series.text.Utf8Bytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, GET and POST alike: those of a form body first, then those of the
 * URL, then those of a body in parts, as Go has them; repeats kept. A body that is no form counts
 * for nothing, so that clients may POST with all parameters in the URL under any {@code
 * Content-Type}.
 */
public final class RequestParams {
  /** Longest form body, bytes. */
  static final int MAX_FORM_BYTES = 10 << 20;

  private static final String ATTRIBUTE = RequestParams.class.getName();

  private final Map<String, List<String>> merged;
  private final Map<String, List<String>> url;
  private final @Nullable String error;

  private RequestParams(FormPairs form, FormPairs query, FormPairs parts, @Nullable String error) {
    this.url = query.values();
    this.error = error;
    this.merged = new LinkedHashMap<>();
    for (FormPairs some : List.of(form, query, parts)) {
      some.values()
          .forEach(
              (name, values) ->
                  merged.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
    }
  }

  /**
   * Reads the parameters, and with them a form body; asked again for the same request, it returns
   * the same.
   */
  public static RequestParams of(HttpServletRequest request) throws IOException {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestParams known) {
      return known;
    }
    RequestParams params = read(request);
    request.setAttribute(ATTRIBUTE, params);
    return params;
  }

  /** As from a URL's query string alone. */
  public static RequestParams ofQuery(String query) {
    FormPairs pairs = FormPairs.parse(query);
    return new RequestParams(FormPairs.NONE, pairs, FormPairs.NONE, pairs.error());
  }

  private static RequestParams read(HttpServletRequest request) throws IOException {
    String queryString = RequestTarget.of(request).query();
    FormPairs query = FormPairs.parse(queryString == null ? "" : queryString);
    FormPairs form = FormPairs.NONE;
    FormPairs parts = FormPairs.NONE;
    String error = null;
    String method = request.getMethod();
    if (method.equals("POST") || method.equals("PUT")) {
      String contentType = request.getHeader("Content-Type");
      error = FormMediaType.fault(contentType);
      boolean multipart = FormMediaType.isMultipart(contentType);
      if (multipart || FormMediaType.isForm(contentType)) {
        byte[] body = request.getInputStream().readNBytes(MAX_FORM_BYTES + 1);
        if (body.length > MAX_FORM_BYTES) {
          error = "http: POST too large";
        } else if (multipart) {
          parts = MultipartPairs.parse(contentType, body);
          error = error == null ? parts.error() : error;
        } else {
          form = FormPairs.parse(Utf8Bytes.decode(body, 0, body.length));
          error = error == null ? form.error() : error;
        }
      }
    }
    return new RequestParams(form, query, parts, error == null ? query.error() : error);
  }

  /** The first value, or the empty string where there is none. */
  public String first(String name) {
    List<String> values = merged.get(name);
    return values == null ? "" : values.getFirst();
  }

  /** The first value in the URL, which is all that some endpoints look at. */
  public String firstInUrl(String name) {
    List<String> values = url.get(name);
    return values == null ? "" : values.getFirst();
  }

  public List<String> all(String name) {
    return merged.getOrDefault(name, List.of());
  }

  /** The first fault in URL or form, or null; pairs at fault are left out of the values. */
  public @Nullable String error() {
    return error;
  }
}
