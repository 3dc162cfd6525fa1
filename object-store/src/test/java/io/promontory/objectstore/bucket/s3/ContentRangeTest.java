package io.promontory.objectstore.bucket.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentRangeTest {
  @Test
  void readsFirstLastAndSize() {
    assertThat(ContentRange.parse("bytes 2-7/10")).containsExactly(2, 7, 10);
    assertThat(ContentRange.parse("bytes 0-0/9223372036854775807"))
        .containsExactly(0, 0, Long.MAX_VALUE);
  }

  @Test
  void refusesAnythingElse() {
    for (String header :
        List.of(
            "",
            "bytes",
            "bytes ",
            "bytes */10",
            "bytes 2-7/*",
            "bytes 7-2/10",
            "bytes 0-10/10",
            "bytes -1-5/10",
            "bytes 2-7",
            "bytes 2/7-10",
            "items 2-7/10",
            "bytes 2-7/99999999999999999999",
            "bytes 2 - 7/10")) {
      assertThat(ContentRange.parse(header)).as(header).isNull();
    }
  }
}
