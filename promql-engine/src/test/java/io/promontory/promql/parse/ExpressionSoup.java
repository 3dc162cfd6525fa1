package io.promontory.promql.parse;

import java.util.List;
import java.util.Random;

/** Texts that are nearly PromQL, from one source of randomness. */
public final class ExpressionSoup {
  private static final String[] TOKENS =
      ("foo sum topk rate abs info time offset anchored smoothed by without on ignoring group_left"
              + " fill fill_left bool and or atan2 step range start end max_of 5m 1h30m 0.5 1 0x1F 08"
              + " inf NaN \"s\" 's' `r` \"\\x41\" ( ) ( ) { } [ ] [5m] [5m:1m] : , + - * / % ^ =="
              + " != <= < </ = =~ !~ @ {a=\"b\"} {\"m\"} # \n foo:bar 日本 😀 \\ ~ . $ \u0000 \udcff")
          .split(" ");

  private static final String[] REGEXES = {
    "(a*)*b",
    "(a|a)*c",
    "(.*)(.*)(.*)(.*)x",
    "((a{1,30}){1,30}){1,30}",
    "a{1000}",
    "(?i)(x+x+)+y",
    "[a-z]{0,1000}",
    "(((((((((a?)+)+)+)+)+)+)+)+)+",
    ".*.*.*.*.*=.*",
    "(|a|b|c)*",
    "\\p{L}{500}",
    "[^\\x00-\\x{10FFFF}]",
    "(a{0,999}){0,999}",
    "\\Q",
    "(?P<",
    "[[:",
    "^*",
    "x**",
    "a{2,1}",
    "(?"
  };

  private static final String[] OPENERS = {
    "(",
    "-",
    "+",
    "sum(",
    "abs(",
    "sum by (a) (",
    "rate(",
    "1 + (",
    "{a=",
    "-(",
    "m[",
    "m offset ",
    "topk(1, ",
    "max_over_time("
  };

  private static final String[] CLOSERS = {")", "", ")[5m:1m]", "[5m])", "]", "}", ") + 1"};

  private final Random random;

  public ExpressionSoup(Random random) {
    this.random = random;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** A dozen tokens in a row. */
  public String tokens() {
    StringBuilder text = new StringBuilder();
    String separator = random.nextInt(4) == 0 ? "" : " ";
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      text.append(pick(TOKENS)).append(separator);
    }
    return text.toString();
  }

  /** Any characters. */
  public String characters() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      text.append((char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
    }
    return text.toString();
  }

  /** A text of a list with a few changes: cuts, repeats, swaps, tokens and parts of other texts. */
  public String mutated(List<String> texts) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, pick(TOKENS));
        case 3 -> text.replace(at, end, pick(TOKENS));
        case 4 -> text.setCharAt(at, (char) random.nextInt(128));
        default -> {
          String other = texts.get(random.nextInt(texts.size()));
          text.insert(at, other, 0, random.nextInt(other.length() + 1));
        }
      }
    }
    return text.toString();
  }

  /** Brackets, calls, signs, chains and dots by the thousand. */
  public String deep() {
    int levels = 1 + random.nextInt(5_000);
    String operand = pick("1", "m", "m[5m]", "\"s\"", "time()", "");
    return switch (random.nextInt(4)) {
      case 0 -> operand + (pick(" + ", " * ", " ^ ", " or ", " == ") + operand).repeat(levels);
      case 1 -> operand + pick("[5m:1m]", " offset 5m", " @ 1", "[5m]").repeat(levels);
      default -> {
        String opener = pick(OPENERS);
        yield opener.repeat(levels) + operand + pick(CLOSERS).repeat(levels);
      }
    };
  }

  /** Strings, names, numbers, durations, lists and comments of up to 100 000 characters. */
  public String wide() {
    int length = 1 + random.nextInt(100_000);
    return switch (random.nextInt(8)) {
      case 0 -> "\"" + pick("a", "\\\\", "\\n", "日", "\\x41").repeat(length / 5) + "\"";
      case 1 -> pick("m", "_", ":", "日").repeat(length);
      case 2 -> pick("1", "0", "9.", "0x", "1e").repeat(length);
      case 3 -> "m[" + pick("1", "5m", "1y", "9").repeat(length) + "]";
      case 4 -> "sum by (" + pick("a,", "\"b\", ", "a b").repeat(length / 6) + ") (m)";
      case 5 -> "m{" + pick("a=\"b\",", "\"m\",", "a!=\"\", ").repeat(length / 8) + "}";
      case 6 -> "# " + pick("x", " ", "#").repeat(length) + pick("", "\nm");
      default -> "clamp(" + pick("m,", "1, ", "(").repeat(length / 3) + ")";
    };
  }

  /** Matchers and replacements whose expressions are hard on a matcher that backtracks. */
  public String regex() {
    StringBuilder regex = new StringBuilder(pick(REGEXES));
    for (int more = random.nextInt(3); more > 0; more--) {
      regex.append(pick("|", "", "(")).append(pick(REGEXES));
    }
    return switch (random.nextInt(3)) {
      case 0 -> "m{a=~`" + regex + "`}";
      case 1 -> "count({__name__!~`" + regex + "`, a=\"b\"})";
      default -> "label_replace(m, `b`, `$1`, `a`, `" + regex + "`)";
    };
  }
}
