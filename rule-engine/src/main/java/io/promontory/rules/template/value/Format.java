package io.promontory.rules.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt}: {@code Sprint}, {@code Sprintln} and {@code Sprintf}. */
public final class Format {
  /** Widths and precisions beyond are refused, as Go does. */
  private static final int LARGEST = 1_000_000;

  private final String format;
  private final List<Value> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int argument;
  private boolean reordered;
  private boolean goodIndex;

  private Format(String format, List<Value> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /** All values, with a space between two of which neither is a string. */
  public static String print(List<Value> values) {
    StringBuilder out = new StringBuilder();
    boolean afterText = true;
    for (int i = 0; i < values.size(); i++) {
      boolean text = values.get(i).unboxed() instanceof Value.Text;
      out.append(i > 0 && !text && !afterText ? " " : "");
      new ValuePrinter(out, new FormatSpec()).print(values.get(i), 'v');
      afterText = text;
    }
    return out.toString();
  }

  /** All values with spaces between them and a line's end behind. */
  public static String printLine(List<Value> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      out.append(i > 0 ? " " : "");
      new ValuePrinter(out, new FormatSpec()).print(values.get(i), 'v');
    }
    return out.append('\n').toString();
  }

  /** By a format; faults of the format show in the text. */
  public static String printf(String format, List<Value> arguments) {
    return new Format(format, arguments).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      verb();
    }
    if (!reordered && argument < arguments.size()) {
      extra();
    }
    return out.toString();
  }

  private void verb() {
    goodIndex = true;
    FormatSpec spec = new FormatSpec();
    while (at < format.length() && spec.flag(format.charAt(at))) {
      at++;
    }
    boolean indexed = index();
    if (starts('*')) {
      width(spec);
      indexed = false;
    } else {
      int number = number();
      spec.hasWidth = number >= 0;
      spec.width = number;
      if (indexed && spec.hasWidth) {
        goodIndex = false;
      }
    }
    if (starts('.')) {
      goodIndex &= !indexed;
      indexed = precision(spec);
    }
    if (!indexed) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      fault(verb, "(BADINDEX)");
    } else if (argument >= arguments.size()) {
      fault(verb, "(MISSING)");
    } else {
      if (verb == 'v') {
        spec.forV();
      }
      new ValuePrinter(out, spec).print(arguments.get(argument++), verb);
    }
  }

  private void width(FormatSpec spec) {
    Integer width = integerArgument();
    if (width == null) {
      out.append("%!(BADWIDTH)");
      return;
    }
    spec.hasWidth = true;
    spec.minus |= width < 0;
    spec.width = Math.abs(width);
  }

  /** Reads what follows the point; true if an index of an argument stands last. */
  private boolean precision(FormatSpec spec) {
    boolean indexed = index();
    if (starts('*')) {
      Integer precision = integerArgument();
      if (precision == null) {
        out.append("%!(BADPREC)");
      } else if (precision >= 0) {
        spec.hasPrecision = true;
        spec.precision = precision;
      }
      return false;
    }
    spec.hasPrecision = true;
    spec.precision = Math.max(0, number());
    return indexed;
  }

  private @Nullable Integer integerArgument() {
    if (argument >= arguments.size()) {
      return null;
    }
    boolean small =
        arguments.get(argument++).unboxed() instanceof Value.Int integer
            && Math.abs(integer.value()) <= LARGEST;
    return small
        ? (Integer) (int) ((Value.Int) arguments.get(argument - 1).unboxed()).value()
        : null;
  }

  private boolean starts(char c) {
    if (at < format.length() && format.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private int number() {
    int start = at;
    long value = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      value = Math.min(LARGEST + 1, value * 10 + format.charAt(at++) - '0');
    }
    if (value > LARGEST) {
      at = format.length(); // as Go gives up on what follows
      return -1;
    }
    return at == start ? -1 : (int) value;
  }

  /** Reads {@code [n]}, the number of the argument to take, from 1. */
  private boolean index() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return false;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0) {
      goodIndex = false;
      at++;
      return false;
    }
    at++;
    int number = number();
    boolean whole = at == close;
    at = close + 1;
    if (!whole || number < 1 || number > arguments.size()) {
      goodIndex = false;
      return whole;
    }
    argument = number - 1;
    return true;
  }

  private void fault(int verb, String what) {
    out.append("%!").appendCodePoint(verb).append(what);
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = argument; i < arguments.size(); i++) {
      out.append(i > argument ? ", " : "");
      Value value = arguments.get(i).unboxed();
      if (value instanceof Value.Nil) {
        out.append("<nil>");
      } else {
        out.append(value.typeName()).append('=');
        new ValuePrinter(out, new FormatSpec()).print(value, 'v');
      }
    }
    out.append(')');
  }
}
