package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
  private final TestData data =
      new TestData()
          .series(List.of("__name__", "m_total", "job", "a", "i", "1"), 0, 10, 20, 30, 40, 50, 60)
          .series(List.of("__name__", "m_total", "job", "a", "i", "2"), 0, 1, 2, 3, 4, 5, 6)
          .series(List.of("__name__", "m_total", "job", "b", "i", "1"), 0, 5, 10, 0, 5, 10, 15);

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void selectsAndAggregates() {
    assertThat(data.instant("m_total", 60))
        .isEqualTo(
            """
            {__name__="m_total", i="1", job="a"} 60
            {__name__="m_total", i="1", job="b"} 15
            {__name__="m_total", i="2", job="a"} 6""");
    assertThat(data.instant("sum by (job) (m_total)", 60))
        .isEqualTo("{job=\"a\"} 66\n{job=\"b\"} 15");
    assertThat(data.range("sum by (job) (rate(m_total[20s]))", 60, 20))
        .isEqualTo(
            """
            {job="a"} 1.1@20 1.1@40 1.1@60
            {job="b"} 0.5@20 0.25@40 0.5@60""");
  }
}
