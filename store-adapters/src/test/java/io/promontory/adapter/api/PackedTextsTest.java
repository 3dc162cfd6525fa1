package io.promontory.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextsTest {
  private static PackedTexts read(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return PackedTexts.read(parser);
    }
  }

  private static List<String> all(PackedTexts texts) {
    return texts.first(texts.count());
  }

  @Test
  void stringsOfJsonAreReadAsTheyCome() throws IOException {
    assertThat(all(read("[]"))).isEmpty();
    assertThat(all(read("[\"b\", \"\", \"a\\\"\\u00e9\\n\", \"日本\", \"😀x\", \"b\"]")))
        .containsExactly("b", "", "a\"é\n", "日本", "😀x", "b");
  }

  @Test
  void thousandsOfShortAndLongOnesAreRead() throws IOException {
    List<String> texts =
        IntStream.range(0, 5_000)
            .mapToObj(i -> (i % 7 == 0 ? "é" : "n") + i + "x".repeat(i % 500 == 0 ? 9_000 : i % 40))
            .toList();
    PackedTexts packed = read("[\"" + String.join("\",\"", texts) + "\"]");
    assertThat(all(packed)).isEqualTo(texts);
    assertThat(packed.size())
        .isEqualTo(PackedTexts.of(texts).size())
        .isGreaterThan(Integer.BYTES * 5_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "[\"a\", null]", "[[\"a\"]]", "[\"a\"", "\"a\""})
  void anythingElseIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void theyAreSortedByTheirBytesEachOnce() {
    PackedTexts sorted = PackedTexts.of(List.of("B", "a", "ab", "é", "\uffff", "😀"));
    assertThat(sorted.sorted()).isSameAs(sorted);
    assertThat(all(PackedTexts.of(List.of("😀", "ab", "a", "\uffff", "B", "a", "é")).sorted()))
        .isEqualTo(all(sorted));
    assertThat(all(PackedTexts.of(List.of("a", "a")).sorted())).containsExactly("a");
    assertThat(PackedTexts.NONE.sorted().count()).isZero();
  }

  @Test
  void theFirstThatFitAreGiven() {
    PackedTexts texts = PackedTexts.of(List.of("a", "bb", "c", "dd", "ee"));
    assertThat(texts.fitting((bytes, from, to) -> to - from == 2, 2)).containsExactly("bb", "dd");
    assertThat(texts.first(1)).containsExactly("a");
    assertThat(texts.first(9)).hasSize(5);
  }
}
