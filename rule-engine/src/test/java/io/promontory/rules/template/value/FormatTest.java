package io.promontory.rules.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected texts are those of Go 1.26. */
class FormatTest {
  private static String printf(String format, Object... arguments) {
    List<Value> values = new ArrayList<>();
    for (Object argument : arguments) {
      values.add(
          switch (argument) {
            case Integer i -> Value.integer(i);
            case Double d -> Value.floating(d);
            case String s -> Value.text(s);
            case Boolean b -> Value.bool(b);
            case Value v -> v;
            default -> throw new IllegalArgumentException();
          });
    }
    return Format.printf(format, values);
  }

  @Test
  void widthsAndPrecisions() {
    assertThat(printf("%05d|%-05d|%+05d|% 05d|%.3d|%08.3d|", 42, 42, 42, 42, 42, 42))
        .isEqualTo("00042|42   |+0042| 0042|042|     042|");
    assertThat(printf("%x|%X|%o|%O|%#o|%b", -42, 42, 42, 42, 42, 42))
        .isEqualTo("-2a|2A|52|0o52|052|101010");
    assertThat(printf("%6.2f|%-8.3f|%+08.2f|% f|%08f", 3.14159, 3.14159, -3.14159, 2.0, -1.5))
        .isEqualTo("  3.14|3.142   |-0003.14| 2.000000|-1.500000");
    assertThat(printf("%s|%10.3s|%-10s|", "héllo", "héllo", "hé"))
        .isEqualTo("héllo|       hél|hé        |");
    assertThat(printf("%.*f|%*d|", 2, 3.14159, -5, 42)).isEqualTo("3.14|42   |");
  }

  @Test
  void floats() {
    assertThat(printf("%x %.3x %b %x", 1.0, 3.14159, 1.5, -0.1))
        .isEqualTo("0x1p+00 0x1.922p+01 6755399441055744p-52 -0x1.999999999999ap-04");
    assertThat(printf("%.3e|%+.3e|%8.2e|%g|%.10g|%G", 1.5, 1.5, 123.456, 1e21, 1e21, 1e-7))
        .isEqualTo("1.500e+00|+1.500e+00|1.23e+02|1e+21|1e+21|1E-07");
  }

  @Test
  void charactersAndBytes() {
    assertThat(printf("%U|%#U|%c|%5c|%-5c|", 8364, 8364, 8364, 65, 65))
        .isEqualTo("U+20AC|U+20AC '€'|€|    A|A    |");
    assertThat(printf("%x|%X|% x|%#x", "hé", "hé", "hé", "hé"))
        .isEqualTo("68c3a9|68C3A9|68 c3 a9|0x68c3a9");
  }

  @Test
  void structures() {
    Value labels = Values.labels(Labels.of("a", "b"));
    assertThat(printf("%+v|%#v|%v", labels, labels, true))
        .isEqualTo("map[a:b]|map[string]string{\"a\":\"b\"}|true");
    assertThat(printf("%v|%T", new Value.Complex(0, 1), new Value.Complex(0, 1)))
        .isEqualTo("(0+1i)|complex128");
  }

  @Test
  void faultsShow() {
    assertThat(printf("%[2]*[1]d|%-6.2f|%+q", 42, 6, 3.14159, "x"))
        .isEqualTo("    42|%!f(int=06    )|%!q(float64=+3.14159)");
    assertThat(printf("%[2]*[1]d|%[3]*.[2]*[3]f|%6.2f|", 42, 6, 3.0))
        .isEqualTo("    42|%!(BADWIDTH)3.000000|%!f(MISSING)|");
    assertThat(printf("%[3]*.[2]*[1]f|%6d|%-6d|%q", 12.0, 2, 6))
        .isEqualTo(" 12.00|     2|6     |%!q(MISSING)");
    assertThat(printf("%!|%z|%d", 1)).isEqualTo("%!!(int=1)|%!z(MISSING)|%!d(MISSING)");
    assertThat(printf("%[1]d %[1]v %[5]d %[x]d %[1]\n", 7))
        .isEqualTo("7 7 %!d(BADINDEX) %!d(BADINDEX) %!\n(int=7)");
    assertThat(printf("%999999999d", 1)).startsWith("%!");
  }
}
