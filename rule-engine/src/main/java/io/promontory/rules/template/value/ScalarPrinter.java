package io.promontory.rules.template.value;

import io.promontory.series.text.GoStrings;
import io.promontory.series.text.Utf8Bytes;
import java.util.Locale;

/** Writes numbers, booleans and strings by verbs; each answers whether its type takes the verb. */
final class ScalarPrinter {
  private final StringBuilder out;
  private final FormatSpec spec;

  ScalarPrinter(StringBuilder out, FormatSpec spec) {
    this.out = out;
    this.spec = spec;
  }

  boolean bool(boolean value, int verb) {
    if (verb != 't' && verb != 'v') {
      return false;
    }
    spec.pad(out, Boolean.toString(value));
    return true;
  }

  boolean text(String text, int verb) {
    switch (verb) {
      case 'v' -> spec.pad(out, spec.sharpV ? GoStrings.quote(text) : spec.truncated(text));
      case 's' -> spec.pad(out, spec.truncated(text));
      case 'x' -> hex(text, "0x", "%02x");
      case 'X' -> hex(text, "0X", "%02X");
      case 'q' -> {
        String cut = spec.truncated(text);
        boolean raw = spec.sharp && cut.chars().allMatch(c -> c >= ' ' && c != '`' && c != 0x7f);
        spec.pad(out, raw ? "`" + cut + "`" : GoStrings.quote(cut));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void hex(String text, String prefix, String digits) {
    byte[] bytes = Utf8Bytes.encode(text);
    int length = spec.hasPrecision ? Math.min(spec.precision, bytes.length) : bytes.length;
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < length; i++) {
      hex.append(i > 0 && spec.space ? " " : "");
      hex.append(spec.sharp && (i == 0 || spec.space) ? prefix : "");
      hex.append(String.format(digits, bytes[i]));
    }
    spec.pad(out, hex.toString());
  }

  boolean integer(Value.Int integer, int verb) {
    long value = integer.value();
    switch (verb) {
      case 'v', 'd' -> digits(value, 10, verb);
      case 'b' -> digits(value, 2, verb);
      case 'o', 'O' -> digits(value, 8, verb);
      case 'x', 'X' -> digits(value, 16, verb);
      case 'c' -> spec.pad(out, character(value));
      case 'q' -> spec.pad(out, GoStrings.quoteCharacter(character(value).codePointAt(0)));
      case 'U' -> {
        String code = String.format("U+%04X", value);
        spec.padWithSpaces(out, spec.sharp ? code + " '" + character(value) + "'" : code);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String character(long value) {
    boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT;
    return Character.toString(valid ? (int) value : 0xfffd);
  }

  private void digits(long value, int radix, int verb) {
    if (spec.hasPrecision && spec.precision == 0 && value == 0) {
      spec.padWithSpaces(out, "");
      return;
    }
    boolean signed = value < 0 || spec.plus || spec.space;
    int least = spec.hasPrecision ? spec.precision : 0;
    if (!spec.hasPrecision && spec.zero && !spec.minus && spec.hasWidth) {
      least = spec.width - (signed ? 1 : 0);
    }
    String digits = Long.toUnsignedString(Math.abs(value), radix);
    if (verb == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
    if (spec.sharp) {
      digits =
          switch (radix) {
            case 2 -> "0b" + digits;
            case 8 -> digits.startsWith("0") ? digits : "0" + digits;
            case 16 -> "0" + (char) verb + digits;
            default -> digits;
          };
    }
    if (verb == 'O') {
      digits = "0o" + digits;
    }
    String sign = value < 0 ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    spec.padWithSpaces(out, sign + digits);
  }

  boolean floating(double value, int verb) {
    if (verb > 'x' || "vbgGxXfFeE".indexOf(verb) < 0) {
      return false;
    }
    char kind = verb == 'v' ? 'g' : verb == 'F' ? 'f' : (char) verb;
    int standard = "feE".indexOf(kind) >= 0 ? 6 : FloatFormat.SHORTEST;
    String text = FloatFormat.format(value, kind, spec.hasPrecision ? spec.precision : standard);
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    String sign = text.startsWith("-") ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    if (!Double.isFinite(value)) {
      boolean plain = Double.isNaN(value) || !sign.isEmpty();
      spec.padWithSpaces(out, (plain ? sign : "+") + digits);
    } else if (!sign.isEmpty() && spec.zero && !spec.minus && spec.hasWidth) {
      out.append(sign);
      spec.width--;
      spec.pad(out, digits);
      spec.width++;
    } else {
      spec.pad(out, sign + digits);
    }
    return true;
  }

  boolean complex(Value.Complex number, int verb) {
    if (verb > 'x' || "vbgGxXfFeE".indexOf(verb) < 0) {
      return false;
    }
    boolean plus = spec.plus;
    out.append('(');
    floating(number.real(), verb);
    spec.plus = true;
    floating(number.imaginary(), verb);
    out.append("i)");
    spec.plus = plus;
    return true;
  }
}
