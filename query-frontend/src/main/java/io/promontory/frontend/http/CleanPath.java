package io.promontory.frontend.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths without {@code //}, {@code .} and {@code ..}, as Go's server wants them. */
final class CleanPath {
  private CleanPath() {}

  static String of(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String clean = "/" + String.join("/", kept);
    return path.endsWith("/") && !clean.equals("/") ? clean + "/" : clean;
  }
}
