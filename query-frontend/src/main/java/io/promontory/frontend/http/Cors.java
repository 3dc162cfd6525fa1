package io.promontory.frontend.http;

import com.google.re2j.Pattern;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The headers that let pages of other origins read answers. */
public final class Cors {
  private final Pattern origins;

  /**
   * Allows the origins that match.
   *
   * @param origins RE2, fully anchored
   * @throws com.google.re2j.PatternSyntaxException if it does not parse
   */
  public Cors(String origins) {
    this.origins = Pattern.compile("^(?s:" + origins + ")$");
  }

  void headers(HttpServletResponse response, @Nullable String origin) {
    response.addHeader("Vary", "Origin");
    if (origin == null || origin.isEmpty()) {
      return;
    }
    response.setHeader(
        "Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    response.setHeader("Access-Control-Expose-Headers", "Date");
    if (origins.matches(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
    }
  }
}
