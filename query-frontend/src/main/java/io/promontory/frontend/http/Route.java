package io.promontory.frontend.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One path template with the methods it knows.
 *
 * @param template as in JAX-RS, {@code /api/v1/label/{name}/values}
 * @param compressed whether answers are compressed for those who accept it
 * @param crossOrigin whether pages of other origins may read answers
 * @param always whether it is answered before the process is ready
 */
record Route(
    String template, Set<String> methods, boolean compressed, boolean crossOrigin, boolean always) {
  static final String API = "/api/v1";

  boolean isApi() {
    return template.startsWith(API + "/");
  }

  /** The values of the template's variables where the path matches, else null. */
  @Nullable Map<String, String> match(String path) {
    List<String> want = segments(template);
    List<String> have = segments(path);
    if (want.size() != have.size()) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < want.size(); i++) {
      String segment = want.get(i);
      if (isVariable(segment)) {
        if (have.get(i).isEmpty()) {
          return null;
        }
        variables.put(segment.substring(1, segment.length() - 1), have.get(i));
      } else if (!segment.equals(have.get(i))) {
        return null;
      }
    }
    return variables;
  }

  /** The path as it should have been spelt where only the case of letters is off, else null. */
  @Nullable String matchIgnoringCase(String path) {
    List<String> want = segments(template);
    List<String> have = segments(path);
    if (want.size() != have.size()) {
      return null;
    }
    StringBuilder spelt = new StringBuilder();
    for (int i = 0; i < want.size(); i++) {
      String segment = want.get(i);
      String given = have.get(i);
      boolean variable = isVariable(segment);
      if (variable
          ? given.isEmpty()
          : !segment.toLowerCase(Locale.ROOT).equals(given.toLowerCase(Locale.ROOT))) {
        return null;
      }
      spelt.append(i == 0 ? "" : "/").append(variable ? given : segment);
    }
    return spelt.toString();
  }

  /** The template with harmless values for its variables: what Jersey gets to see. */
  String plainPath() {
    return template.replace('{', '_').replace('}', '_');
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }
}
