package io.promontory.promql.annotation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Positions in a query as {@code line:column}, both from 1, columns in bytes. */
final class LineColumns {
  private final int length;
  private final int[] lineStarts;

  LineColumns(String query) {
    byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
    length = utf8.length;
    lineStarts =
        IntStream.rangeClosed(0, length).filter(i -> i == 0 || utf8[i - 1] == '\n').toArray();
  }

  /** The position of a byte offset. */
  String of(int offset) {
    if (length == 0) {
      return "unknown position";
    } else if (offset < 0 || offset > length) {
      return "invalid position";
    }
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return (line + 1) + ":" + (offset - lineStarts[line] + 1);
  }
}
