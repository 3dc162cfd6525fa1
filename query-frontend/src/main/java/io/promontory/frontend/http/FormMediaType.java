package io.promontory.frontend.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a body is a form, read from its {@code Content-Type} as leniently as Go does. */
final class FormMediaType {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";

  private FormMediaType() {}

  /** True for a form, whatever parameters follow the type. */
  static boolean isForm(@Nullable String contentType) {
    return contentType != null && type(contentType).toLowerCase(Locale.ROOT).equals(FORM);
  }

  /** True for a form in parts. */
  static boolean isMultipart(@Nullable String contentType) {
    return contentType != null && type(contentType).toLowerCase(Locale.ROOT).equals(MULTIPART);
  }

  /** What is wrong with the header in Go's words, or null. */
  static @Nullable String fault(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    String type = type(contentType);
    if (type.isEmpty()) {
      return "mime: no media type";
    }
    int slash = endOfToken(type, 0);
    if (slash == 0) {
      return "mime: no media type";
    }
    if (slash == type.length()) {
      return null;
    }
    if (type.charAt(slash) != '/') {
      return "mime: expected slash after first token";
    }
    int end = endOfToken(type, slash + 1);
    if (end == slash + 1) {
      return "mime: expected token after slash";
    }
    return end == type.length() ? null : "mime: unexpected content after media subtype";
  }

  private static String type(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip();
  }

  private static int endOfToken(String text, int from) {
    int i = from;
    while (i < text.length()
        && text.charAt(i) > ' '
        && text.charAt(i) < 0x7f
        && "()<>@,;:\\\"/[]?=".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
