package io.promontory.series.regex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unicode's simple case folding, as orbits of code points that are equal but for case: {@code k},
 * {@code K} and the Kelvin sign U+212A are one.
 */
final class CaseFolding {
  /** Nothing above folds: U+1E943 is the last letter of the last script with case. */
  private static final int LAST = 0x1e943;

  /** By key, without the code points that have one case only. */
  private static final Map<Integer, CodePoints> ORBITS = Map.copyOf(orbits());

  private static final List<int[]> MEMBERS =
      ORBITS.values().stream().map(CodePoints::toArray).toList();

  private CaseFolding() {}

  /** All cases of one code point. */
  static CodePoints orbit(int codePoint) {
    CodePoints orbit = ORBITS.get(key(codePoint));
    return orbit == null ? CodePoints.range(codePoint, codePoint) : orbit;
  }

  /** The set with every case of its members. */
  static CodePoints close(CodePoints set) {
    CodePoints.Builder closed = new CodePoints.Builder();
    closed.add(set);
    if (set.size() < ORBITS.size()) {
      for (int c : set.toArray()) {
        closed.add(orbit(c));
      }
    } else {
      for (int[] orbit : MEMBERS) {
        int contained = 0;
        for (int c : orbit) {
          contained += set.contains(c) ? 1 : 0;
        }
        if (contained > 0 && contained < orbit.length) {
          closed.add(orbit(orbit[0]));
        }
      }
    }
    return closed.build();
  }

  /** Equal for code points that differ in case only. */
  private static int key(int codePoint) {
    // The Turkish I's have no simple folding, though they have simple upper or lower cases.
    return codePoint == 0x130 || codePoint == 0x131
        ? codePoint
        : Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static Map<Integer, CodePoints> orbits() {
    Map<Integer, CodePoints> orbits = new HashMap<>();
    for (int c = 0; c <= LAST; c++) {
      int key = key(c);
      if (key != c) {
        CodePoints known = orbits.getOrDefault(key, CodePoints.range(key, key));
        orbits.put(key, known.plus(CodePoints.range(c, c)));
      }
    }
    return orbits;
  }
}
