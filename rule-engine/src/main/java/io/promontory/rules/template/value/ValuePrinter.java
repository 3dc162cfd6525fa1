package io.promontory.rules.template.value;

import java.util.List;
import java.util.Map;

/** Writes one value by one verb of {@code fmt}, whatever its type. */
final class ValuePrinter {
  /** Printed in place of an address, which would mean nothing to a reader. */
  private static final String ADDRESS = "0xc000000000";

  private final StringBuilder out;
  private final FormatSpec spec;
  private final ScalarPrinter scalars;

  ValuePrinter(StringBuilder out, FormatSpec spec) {
    this.out = out;
    this.spec = spec;
    this.scalars = new ScalarPrinter(out, spec);
  }

  void print(Value argument, int verb) {
    Value value = argument.unboxed();
    if (value instanceof Value.Nil) {
      if (verb == 'T' || verb == 'v') {
        spec.padWithSpaces(out, "<nil>");
      } else {
        bad(value, verb);
      }
    } else if (verb == 'T') {
      spec.pad(out, spec.truncated(value.typeName()));
    } else if (verb == 'p') {
      address(value, verb);
    } else if (!own(value, verb)) {
      structure(value, verb, 0);
    }
  }

  private void address(Value value, int verb) {
    switch (value) {
      case Value.Pointer p -> spec.pad(out, ADDRESS);
      case Value.Mapping m -> spec.pad(out, ADDRESS);
      case Value.Sequence s -> spec.pad(out, ADDRESS);
      default -> bad(value, verb);
    }
  }

  /** Writes the text that the value gives of itself, if it does and the verb takes one. */
  private boolean own(Value value, int verb) {
    if (spec.sharpV || verb > 'x' || "vsxXq".indexOf(verb) < 0) {
      return false;
    }
    String text = Values.ownText(value);
    return text != null && scalars.text(text, verb);
  }

  private void structure(Value value, int verb, int depth) {
    if (depth > 0 && own(value, verb)) {
      return;
    }
    boolean good =
        switch (value) {
          case Value.Nil nil -> {
            out.append("<nil>");
            yield true;
          }
          case Value.Boxed boxed -> {
            structure(boxed.inner(), verb, depth + 1);
            yield true;
          }
          case Value.Bool bool -> scalars.bool(bool.value(), verb);
          case Value.Int integer -> scalars.integer(integer, verb);
          case Value.Span span -> scalars.integer(new Value.Int(span.nanos(), "int64"), verb);
          case Value.Float number -> scalars.floating(number.value(), verb);
          case Value.Complex number -> scalars.complex(number, verb);
          case Value.Text text -> scalars.text(text.text(), verb);
          case Value.Described described -> {
            structure(described.value(), verb, 0);
            yield true;
          }
          case Value.Time time -> {
            out.append(TimeLayout.standard(time.instant()));
            yield true;
          }
          case Value.Mapping map -> {
            mapping(map, verb, depth);
            yield true;
          }
          case Value.Sequence sequence -> {
            sequence(sequence, verb, depth);
            yield true;
          }
          case Value.Struct struct -> {
            struct(struct, verb, depth);
            yield true;
          }
          case Value.Pointer pointer -> {
            pointer(pointer, verb, depth);
            yield true;
          }
        };
    if (!good) {
      bad(value, verb);
    }
  }

  private void pointer(Value.Pointer pointer, int verb, int depth) {
    Value target = pointer.target();
    if (target == null) {
      out.append("<nil>");
    } else if (depth == 0) {
      out.append('&');
      structure(target, verb, depth + 1);
    } else {
      out.append(ADDRESS);
    }
  }

  private void mapping(Value.Mapping map, int verb, int depth) {
    out.append(spec.sharpV ? map.typeName() + "{" : "map[");
    int i = 0;
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      separate(i++);
      structure(Value.text(entry.getKey()), verb, depth + 1);
      out.append(':');
      structure(entry.getValue(), verb, depth + 1);
    }
    out.append(spec.sharpV ? '}' : ']');
  }

  private void sequence(Value.Sequence sequence, int verb, int depth) {
    out.append(spec.sharpV ? sequence.typeName() + "{" : "[");
    List<Value> elements = sequence.elements();
    for (int i = 0; i < elements.size(); i++) {
      separate(i);
      structure(elements.get(i), verb, depth + 1);
    }
    out.append(spec.sharpV ? '}' : ']');
  }

  private void struct(Value.Struct struct, int verb, int depth) {
    out.append(spec.sharpV ? struct.typeName() : "").append('{');
    for (int i = 0; i < struct.values().size(); i++) {
      separate(i);
      if (spec.plusV || spec.sharpV) {
        out.append(struct.names().get(i)).append(':');
      }
      structure(struct.values().get(i), verb, depth + 1);
    }
    out.append('}');
  }

  private void separate(int i) {
    out.append(i == 0 ? "" : spec.sharpV ? ", " : " ");
  }

  /** A verb that the type does not take: {@code %!d(string=x)}. */
  private void bad(Value value, int verb) {
    out.append("%!").appendCodePoint(verb).append('(');
    if (value instanceof Value.Nil) {
      out.append("<nil>");
    } else {
      out.append(value.typeName()).append('=');
      structure(value, 'v', 0);
    }
    out.append(')');
  }
}
