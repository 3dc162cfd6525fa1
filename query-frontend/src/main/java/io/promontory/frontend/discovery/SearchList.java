package io.promontory.frontend.discovery;

import java.util.ArrayList;
import java.util.List;

/**
 * Which names to ask DNS for where one may not be complete, by the words of resolv.conf(5).
 *
 * @param domains to try
 * @param ndots a name with fewer dots is tried in the domains first
 */
record SearchList(List<String> domains, int ndots) {
  static final SearchList NONE = new SearchList(List.of(), 1);
  private static final String NDOTS = "ndots:";
  private static final int MOST_DOTS = 15;

  SearchList {
    domains = List.copyOf(domains);
  }

  /** Reads the lines of a resolver's file. */
  static SearchList of(List<String> lines) {
    List<String> domains = new ArrayList<>();
    int ndots = NONE.ndots;
    for (String line : lines) {
      String[] words = line.strip().split("\\s+");
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "search", "domain" -> {
          domains.clear();
          domains.addAll(rest);
        }
        case "options" -> {
          for (String option : rest) {
            if (option.startsWith(NDOTS)) {
              ndots = dots(option.substring(NDOTS.length()));
            }
          }
        }
        default -> {}
      }
    }
    domains.removeIf(domain -> domain.equals(".")); // that is the name as it stands
    return new SearchList(domains, ndots);
  }

  /** What is no number counts as 0. */
  private static int dots(String number) {
    try {
      return Math.clamp(Integer.parseInt(number), 0, MOST_DOTS);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The complete names to ask for, in their order, each with a dot at its end. */
  List<String> names(String name) {
    if (name.endsWith(".")) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    domains.forEach(domain -> names.add(complete(name + "." + domain)));
    boolean first = name.chars().filter(c -> c == '.').count() >= ndots;
    names.add(first ? 0 : names.size(), complete(name));
    return names;
  }

  private static String complete(String name) {
    return name.endsWith(".") ? name : name + ".";
  }
}
