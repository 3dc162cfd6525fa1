package io.promontory.frontend.log;

import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} (W3C Trace Context): {@code 00-TRACE-SPAN-FLAGS}. */
public record TraceParent(String traceId, String spanId) {
  /** Reads the header's value; null where it is absent or malformed. */
  public static @Nullable TraceParent parse(@Nullable String header) {
    if (header == null || header.length() < 55) {
      return null;
    }
    String trace = header.substring(3, 35);
    String span = header.substring(36, 52);
    boolean dashes =
        header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
    return dashes && isId(trace) && isId(span) ? new TraceParent(trace, span) : null;
  }

  private static boolean isId(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        && text.chars().anyMatch(c -> c != '0');
  }
}
