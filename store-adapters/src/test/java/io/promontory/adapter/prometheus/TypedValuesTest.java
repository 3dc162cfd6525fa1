package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.api.PackedTexts;
import io.promontory.adapter.api.PackedValues;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.matcher.Matcher.Type;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedValuesTest {
  private final AtomicLong clock = new AtomicLong(1);
  private final TypedValues typed = new TypedValues("s", clock::get);
  private final List<String> asked = new ArrayList<>();
  private int most = Integer.MAX_VALUE;
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

  private PackedValues ask(LabelValuesRequest request) {
    List<Matcher> own =
        request.matchers().stream().filter(each -> each.name().equals("__name__")).toList();
    assertThat(request.matchers()).hasSize(own.size() + 1);
    asked.add((own.isEmpty() ? "all" : own.getFirst().value()) + " " + request.limit());
    if (own.isEmpty() && held.size() > most) {
      throw new StoreException("s", StoreException.Kind.LIMIT, "too many");
    }
    return new PackedValues(
        PackedTexts.of(
            held.stream()
                .filter(value -> own.stream().allMatch(each -> each.matches(value)))
                .toList()),
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
    assertThat(asked).containsExactly("ap.* 0", "all 0");
  }

  @ParameterizedTest
  @CsvSource({
    "app.*, ap.*",
    "app.*, .*app.*",
    "app.*, (?i)app.*",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*app.*",
        "(?i).*APP.*",
        "(?i)http.*",
        "app_.*",
        "(?i).*state.*",
        "(?i)sta.*",
        ".*state.*",
        "(?i).*kelvin.*",
        ".*\\.x.*",
        ".*\u00e9.*"
      })
  void amongAllValuesThoseAreFoundThatTheServerWouldFind(String pattern) {
    held =
        List.of(
            "APP",
            "Http_total",
            "a.x",
            "app_errors",
            "appéx",
            "http",
            "state",
            "zapp",
            "\u017ftate",
            "\u212aelvin",
            "日本_State");
    lookup(".*nothing.*", 1, 0);
    assertThat(lookup(pattern, 99, 0))
        .isEqualTo(
            held.stream().filter(Matcher.of(Type.RE, "__name__", pattern)::matches).toList());
    assertThat(lookup(pattern, 1, 0)).hasSize(1);
  }

  @Test
  void whereThereAreTooManyTheServerLooks() {
    most = 3;
    assertThat(lookup(".*app.*", 9, 0)).hasSize(4);
    assertThat(lookup(".*http.*", 9, 0)).hasSize(2);
    assertThat(asked).containsExactly("all 0", ".*app.* 0", ".*http.* 0");
    clock.addAndGet(TypedValues.NOT_ALL.toNanos() + 1);
    most = 9;
    assertThat(lookup(".*total.*", 9, 0)).hasSize(3);
    assertThat(asked).endsWith(".*http.* 0", "all 0");
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
    PackedValues part =
        new PackedValues(
            PackedTexts.of(List.of("a", "ab")),
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
    assertThat(lookup(".*13.*", 2, 0)).hasSize(2);
    assertThat(lookup(".*14.*", 99, 0)).hasSize(13);
    assertThat(asked).endsWith("all 0", ".*14.* 0");
  }
}
