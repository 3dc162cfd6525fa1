package io.promontory.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorReadsTest {
  private static List<String> read(String json) throws IOException {
    List<String> samples = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      VectorReads.read(
          "s", parser, (labels, time, value) -> samples.add(labels + " " + time + " " + value));
    }
    return samples;
  }

  @Test
  void vectorsAndScalars() throws IOException {
    assertThat(
            read(
                "{\"resultType\":\"vector\",\"stats\":{\"a\":[1]},\"result\":[{\"metric\":{\"a\":\"b\"},"
                    + "\"value\":[1435781451.781,\"1.5\"]},{\"metric\":{},\"value\":[2,\"+Inf\"]}]}"))
        .containsExactly("{a=\"b\"} 1435781451781 1.5", "{} 2000 Infinity");
    assertThat(read("{\"resultType\":\"scalar\",\"result\":[1,\"NaN\"]}"))
        .containsExactly("{} 1000 NaN");
    assertThat(read("{\"resultType\":\"vector\",\"result\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resultType\":\"matrix\",\"result\":[]} | UNSUPPORTED",
        "{\"resultType\":\"string\",\"result\":[1,\"a\"]} | UNSUPPORTED",
        "{\"result\":[]} | UNSUPPORTED",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"histogram\":[1,{}]}]} | UNSUPPORTED",
        "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1\"],\"metric\":{}}]} | CORRUPT",
        "{\"resultType\":\"vector\"} | CORRUPT"
      })
  void whatIsNoSuchAnswerIsRefused(String json, Kind kind) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resultType\":\"vector\",\"result\":{}}",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,2]}]}",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"x\"]}]}",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"1\",2]}]}",
        "{\"resultType\":\"scalar\",\"result\":[\"1\",\"1\"]}",
        "[1]"
      })
  void whatIsMisshapenIsAnError(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
  }
}
