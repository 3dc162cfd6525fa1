package io.promontory.frontend.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.promontory.series.text.GoFloats;
import java.util.List;

/** Prints messages in protobuf's text format, as Go's printer lays it out: in declared order. */
final class ProtoText {
  private final boolean lines;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param lines whether each field has a line of its own, and an empty line follows each message;
   *     else a message is one line
   */
  ProtoText(boolean lines) {
    this.lines = lines;
  }

  byte[] print(Message message) {
    text.setLength(0);
    fields(message, 0);
    text.append('\n');
    return text.toString().getBytes(UTF_8);
  }

  private void fields(Message message, int depth) {
    boolean first = true;
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      for (Object value : values(message, field)) {
        if (!lines && !first) {
          text.append(' ');
        }
        first = false;
        field(field, value, depth);
      }
    }
  }

  private static List<?> values(Message message, FieldDescriptor field) {
    if (field.isRepeated()) {
      return (List<?>) message.getField(field);
    }
    return message.hasField(field) ? List.of(message.getField(field)) : List.of();
  }

  private void field(FieldDescriptor field, Object value, int depth) {
    indent(depth);
    text.append(field.getName()).append(lines ? ": " : ":");
    switch (value) {
      case Message nested -> {
        text.append(lines ? "{\n" : "{");
        fields(nested, depth + 1);
        indent(depth);
        text.append('}');
      }
      case String string -> quoted(string);
      case Double number -> text.append(number(number));
      default -> text.append(value);
    }
    text.append(lines ? "\n" : "");
  }

  private void quoted(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c < ' ' ? "\\x%02x".formatted((int) c) : String.valueOf(c));
      }
    }
    text.append('"');
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : GoFloats.general(value);
  }

  private void indent(int depth) {
    if (lines) {
      text.append("  ".repeat(depth));
    }
  }
}
