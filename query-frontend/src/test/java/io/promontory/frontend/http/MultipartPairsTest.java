package io.promontory.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.text.Utf8Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartPairsTest {
  private static final String TYPE = "multipart/form-data; boundary=\"a b\"";

  private static FormPairs parse(String body) {
    return MultipartPairs.parse(TYPE, Utf8Bytes.encode(body));
  }

  private static String part(String disposition, String content) {
    return "--a b\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  @Test
  void fieldsAreKeptInOrderAndFilesAreNot() {
    FormPairs pairs =
        parse(
            part("name=\"match[]\"", "up{a=\"日\"}\r\n+1")
                + part("name=\"match[]\"", "")
                + part("name=\"rules\"; filename=\"r.yml\"", "groups: []")
                + part("name=q", "\udcff&;%")
                + "--a b--\r\n");
    assertThat(pairs.error()).isNull();
    assertThat(pairs.values()).containsOnlyKeys("match[]", "q");
    assertThat(pairs.values().get("match[]")).isEqualTo(List.of("up{a=\"日\"}\r\n+1", ""));
    assertThat(pairs.values().get("q")).isEqualTo(List.of("\udcff&;%"));
  }

  @Test
  void ofABrokenBodyNothingCounts() {
    String whole = part("name=q", "up") + part("name=r", "down");
    for (String broken :
        List.of("", "query=up", whole, whole + "--a b", part("name=q", "up") + "--")) {
      FormPairs pairs = parse(broken);
      assertThat(pairs.values()).as(broken).isEmpty();
      assertThat(pairs.error()).as(broken).startsWith("multipart: ");
    }
    FormPairs pairs = MultipartPairs.parse("multipart/form-data", new byte[0]);
    assertThat(pairs.error()).isEqualTo("no multipart boundary param in Content-Type");
  }
}
