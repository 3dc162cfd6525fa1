package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Format;
import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import io.promontory.series.text.Utf8Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** {@code html js urlquery}: the texts of all arguments, escaped. */
final class Escapes {
  private static final String HEX = "0123456789ABCDEF";

  private Escapes() {}

  private static String joined(List<Value> arguments) {
    List<Value> shown = new ArrayList<>();
    arguments.forEach(argument -> shown.add(Values.printable(argument)));
    return Format.print(shown);
  }

  static String html(List<Value> arguments) {
    StringBuilder out = new StringBuilder();
    joined(arguments)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case 0 -> out.append('\uFFFD');
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append((char) c);
              }
            });
    return out.toString();
  }

  static String javaScript(List<Value> arguments) {
    StringBuilder out = new StringBuilder();
    joined(arguments)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(String.format("\\u%04X", c));
                default -> {
                  if (c < ' ' || (c >= 0x7f && !IS_PRINTABLE.test(c))) {
                    out.append(String.format("\\u%04X", c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }

  private static final IntPredicate IS_PRINTABLE =
      c ->
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.PRIVATE_USE,
                Character.UNASSIGNED,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SPACE_SEPARATOR ->
                false;
            default -> true;
          };

  static String urlQuery(List<Value> arguments) {
    return urlQuery(joined(arguments));
  }

  /** As a value of a URL's query: a space becomes a plus. */
  static String urlQuery(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : Utf8Bytes.encode(text)) {
      int c = b & 0xff;
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9') || (c < 0x80 && "-_.~".indexOf(c) >= 0)) {
        out.append((char) c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }
}
