package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.matcher.Matcher.Type;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedValuesTest {
  private final AtomicLong clock = new AtomicLong(1);
  private final TypedValues typed = new TypedValues("s", clock::get);
  private final List<String> asked = new ArrayList<>();
  private List<String> held =
      List.of("Http_total", "app_errors", "app_http_total", "appetite", "http_total", "zapp");

  private List<String> lookup(String pattern, int limit, long minTime) {
    LabelValuesRequest request =
        new LabelValuesRequest(
            "__name__",
            minTime,
            100,
            List.of(Matcher.of(Type.RE, "__name__", pattern), Matcher.equal("job", "a")),
            limit);
    return typed.values(request, Labels.EMPTY, this::ask).values();
  }

  private LabelsResult ask(LabelValuesRequest request) {
    Matcher matcher = request.matchers().getFirst();
    asked.add(matcher.value() + " " + request.limit());
    return new LabelsResult(
        held.stream().filter(matcher::matches).toList(),
        Completeness.of(StoreOutcome.whole("s", StoreStats.ZERO)));
  }

  @Test
  void whatFitsALongerTextIsAmongWhatFitted() {
    assertThat(lookup("ap.*", 2, 0)).containsExactly("app_errors", "app_http_total");
    assertThat(lookup("app.*", 9, 0)).containsExactly("app_errors", "app_http_total", "appetite");
    assertThat(lookup("app_.*", 9, 0)).containsExactly("app_errors", "app_http_total");
    assertThat(asked).containsExactly("ap.* 0");
    assertThat(lookup("(?i).*HTTP.*", 9, 0))
        .containsExactly("Http_total", "app_http_total", "http_total");
    assertThat(lookup("(?i).*http_T.*", 1, 0)).containsExactly("Http_total");
    assertThat(lookup("http_.*", 9, 0)).containsExactly("http_total");
    assertThat(asked).containsExactly("ap.* 0", "(?i).*HTTP.* 0");
  }

  @ParameterizedTest
  @CsvSource({
    "app.*, ap.*",
    "app.*, .*app.*",
    "app.*, (?i)app.*",
    ".*app.*, (?i).*app.*",
    ".*pp.*, .*app_|zapp.*",
    "a.*, a[p].*",
  })
  void whatMayFitMoreIsAsked(String first, String second) {
    lookup(first, 9, 0);
    int before = asked.size();
    assertThat(lookup(second, 9, 0))
        .isEqualTo(held.stream().filter(Matcher.of(Type.RE, "__name__", second)::matches).toList());
    assertThat(asked).hasSize(before + 1);
  }

  @Test
  void whatIsKeptIsOfItsTimeAndOfNowOnly() {
    lookup("ap.*", 9, 0);
    lookup("ap.*", 9, 1);
    assertThat(asked).hasSize(2);
    clock.addAndGet(TypedValues.KEPT.toNanos() + 1);
    held = List.of("appendix");
    assertThat(lookup("app.*", 9, 0)).containsExactly("appendix");
  }

  @Test
  void aLookupWithoutALimitIsAsked() {
    lookup("ap.*", 9, 0);
    lookup("ap.*", 0, 0);
    assertThat(asked).containsExactly("ap.* 0", "ap.* 0");
  }

  @Test
  void anAnswerThatLacksAPartIsNotKept() {
    LabelValuesRequest request =
        new LabelValuesRequest("l", 0, 1, List.of(Matcher.of(Type.RE, "l", "a.*")), 1);
    LabelsResult part =
        new LabelsResult(
            List.of("a", "ab"),
            Completeness.of(StoreOutcome.partial("s", "half", StoreStats.ZERO)));
    for (int i = 0; i < 2; i++) {
      LabelsResult found =
          typed.values(
              request,
              Labels.EMPTY,
              any -> {
                asked.add("");
                return part;
              });
      assertThat(found.values()).containsExactly("a");
      assertThat(found.completeness().isWhole()).isFalse();
    }
    assertThat(asked).hasSize(2);
  }

  @Test
  void moreThanTheBoundIsNotKept() {
    String tail = "x".repeat(1 << 16);
    held = IntStream.range(100, 400).mapToObj(i -> "a" + i + tail).toList();
    lookup("a.*", 9, 0);
    lookup("a1.*", 9, 0);
    assertThat(asked).containsExactly("a.* 0", "a1.* 0");
    lookup("a12.*", 9, 0);
    assertThat(asked).hasSize(2);
  }
}
