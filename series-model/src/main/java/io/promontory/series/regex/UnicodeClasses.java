package io.promontory.series.regex;

import static java.util.Map.entry;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sets behind {@code \p{Name}}: general categories, their long names, and scripts, with Go's
 * rules for spelling: case, blanks, dashes and underscores of the name are ignored, yet scripts
 * with an underscore or a second capital in their name are never found.
 *
 * <p>The sets are those of the running Java, whose Unicode may be newer than Go's.
 */
final class UnicodeClasses {
  private static final String BAD_RANGE = "invalid character class range";

  /** Short names in the order of the constants of {@link Character#getType}. */
  private static final String[] CATEGORY_BY_TYPE = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc",
    "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };

  /** Unicode's long names as Go spells them here, to short ones. */
  private static final Map<String, String> LONG_NAMES =
      Map.ofEntries(
          entry("Other", "C"),
          entry("Control", "Cc"),
          entry("Cntrl", "Cc"),
          entry("Format", "Cf"),
          entry("Unassigned", "Cn"),
          entry("Privateuse", "Co"),
          entry("Surrogate", "Cs"),
          entry("Letter", "L"),
          entry("Casedletter", "LC"),
          entry("Lc", "LC"),
          entry("Lowercaseletter", "Ll"),
          entry("Modifierletter", "Lm"),
          entry("Otherletter", "Lo"),
          entry("Titlecaseletter", "Lt"),
          entry("Uppercaseletter", "Lu"),
          entry("Mark", "M"),
          entry("Combiningmark", "M"),
          entry("Spacingmark", "Mc"),
          entry("Enclosingmark", "Me"),
          entry("Nonspacingmark", "Mn"),
          entry("Number", "N"),
          entry("Decimalnumber", "Nd"),
          entry("Digit", "Nd"),
          entry("Letternumber", "Nl"),
          entry("Othernumber", "No"),
          entry("Punctuation", "P"),
          entry("Punct", "P"),
          entry("Connectorpunctuation", "Pc"),
          entry("Dashpunctuation", "Pd"),
          entry("Closepunctuation", "Pe"),
          entry("Finalpunctuation", "Pf"),
          entry("Initialpunctuation", "Pi"),
          entry("Otherpunctuation", "Po"),
          entry("Openpunctuation", "Ps"),
          entry("Symbol", "S"),
          entry("Currencysymbol", "Sc"),
          entry("Modifiersymbol", "Sk"),
          entry("Mathsymbol", "Sm"),
          entry("Othersymbol", "So"),
          entry("Separator", "Z"),
          entry("Lineseparator", "Zl"),
          entry("Paragraphseparator", "Zp"),
          entry("Spaceseparator", "Zs"));

  /** Java's names for what Go does not know: spelt otherwise, or newer than its Unicode. */
  private static final Set<String> NO_SCRIPTS =
      Set.of("UNKNOWN", "SIGNWRITING", "GARAY", "SUNUWAR", "TODHRI");

  private static final Map<String, CodePoints> CATEGORIES = categories();

  /** By Java's name; made when the first pattern names a script. */
  private static final class Scripts {
    static final Map<String, CodePoints> BY_NAME = byName();

    private static Map<String, CodePoints> byName() {
      Map<String, CodePoints> all = CodePoints.groups(c -> UnicodeScript.of(c).name());
      all.keySet().removeAll(NO_SCRIPTS);
      return Map.copyOf(all);
    }
  }

  private UnicodeClasses() {}

  /** Reads {@code \pN}, {@code \p{Name}} or their negations, which the source stands at. */
  static CodePoints parse(RegexSource source, boolean fold) {
    int start = source.position();
    boolean negated = source.peek(1) == 'P';
    source.moveTo(start + 2);
    if (source.atEnd()) {
      throw source.error(BAD_RANGE, start);
    }
    String name;
    if (source.peek(0) == '{') {
      int end = source.find("}");
      if (end < 0) {
        throw source.error(BAD_RANGE, start);
      }
      name = source.between(start + 3, end);
      source.moveTo(end + 1);
    } else {
      name = Character.toString(source.next());
    }
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    CodePoints set = find(canonical(name));
    if (set == null) {
      throw source.errorUpToHere(BAD_RANGE, start);
    }
    set = fold ? CaseFolding.close(set) : set;
    return negated ? set.complement() : set;
  }

  private static @Nullable CodePoints find(String name) {
    return switch (name) {
      case "Any" -> CodePoints.ALL;
      case "Ascii" -> CodePoints.range(0, 0x7f);
      case "Assigned" -> {
        CodePoints unassigned = CATEGORIES.get("Cn");
        yield unassigned == null ? CodePoints.ALL : unassigned.complement();
      }
      default -> {
        CodePoints category = CATEGORIES.get(LONG_NAMES.getOrDefault(name, name));
        yield category == null ? Scripts.BY_NAME.get(name.toUpperCase(Locale.ROOT)) : category;
      }
    };
  }

  /** Both letters, the first alone, and the cased letters. */
  private static Map<String, CodePoints> categories() {
    Map<String, CodePoints> all = CodePoints.groups(c -> CATEGORY_BY_TYPE[Character.getType(c)]);
    for (String category : List.copyOf(all.keySet())) {
      CodePoints set = all.get(category);
      all.merge(category.substring(0, 1), set, CodePoints::plus);
      if (Set.of("Lu", "Ll", "Lt").contains(category)) {
        all.merge("LC", set, CodePoints::plus);
      }
    }
    return Map.copyOf(all);
  }

  private static String canonical(String name) {
    StringBuilder out = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (c == '_' || c == '-' || c == ' ') {
        continue;
      }
      boolean first = out.isEmpty();
      if (first && c >= 'a' && c <= 'z') {
        out.append((char) (c - 'a' + 'A'));
      } else if (!first && c >= 'A' && c <= 'Z') {
        out.append((char) (c - 'A' + 'a'));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
