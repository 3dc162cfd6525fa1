package io.promontory.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParamsTest {
  @Test
  void keepsRepeatsAndTheFirstWins() {
    RequestParams params = RequestParams.ofQuery("&&a=1&b&a=2&=x&a=");
    assertThat(params.first("a")).isEqualTo("1");
    assertThat(params.all("a")).containsExactly("1", "2", "");
    assertThat(params.first("b")).isEmpty();
    assertThat(params.first("")).isEqualTo("x");
    assertThat(params.first("nope")).isEmpty();
    assertThat(params.all("nope")).isEmpty();
    assertThat(params.error()).isNull();
  }

  @Test
  void dropsPairsAtFaultAndKeepsTheFirstFault() {
    RequestParams params = RequestParams.ofQuery("a=%zz&b=1;c=2&d=%4&e=ok");
    assertThat(params.error()).isEqualTo("invalid URL escape \"%zz\"");
    assertThat(List.of("a", "b", "c", "d")).allMatch(name -> params.all(name).isEmpty());
    assertThat(params.first("e")).isEqualTo("ok");
    assertThat(RequestParams.ofQuery("x;y").error())
        .isEqualTo("invalid semicolon separator in query");
    assertThat(RequestParams.ofQuery("a=1%").error()).isEqualTo("invalid URL escape \"%\"");
  }

  @Test
  void toleratesWhatBrowsersSendUnescaped() {
    RequestParams params = RequestParams.ofQuery("match[]=up{job=\"a|b\"}&q=1+%2B+1&日=本");
    assertThat(params.first("match[]")).isEqualTo("up{job=\"a|b\"}");
    assertThat(params.first("q")).isEqualTo("1 + 1");
    assertThat(params.first("日")).isEqualTo("本");
  }

  @Test
  void keepsBytesThatAreNoUtf8Apart() {
    RequestParams params = RequestParams.ofQuery("a=%ffx%e6%97%a5%c3");
    assertThat(params.first("a")).isEqualTo("\udcffx日\udcc3");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "application/x-www-form-urlencoded, true, none",
        "Application/X-WWW-Form-URLencoded;charset=UTF-8, true, none",
        "application/json, false, none",
        "not a type;;, false, mime: expected slash after first token",
        "a/, false, mime: expected token after slash",
        "a/b c, false, mime: unexpected content after media subtype",
        "';x', false, mime: no media type",
        "none, false, none",
      })
  void readsMediaTypes(String header, boolean form, String fault) {
    assertThat(FormMediaType.isForm(header)).isEqualTo(form);
    assertThat(FormMediaType.fault(header)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "gzip, GZIP",
        "' gzip ', GZIP",
        "'deflate, gzip', DEFLATE",
        "'br, gzip', GZIP",
        "GZIP, none",
        "gzip;q=0, none",
        "none, none",
      })
  void takesTheFirstCodingKnown(String header, Compression coding) {
    assertThat(Compression.accepted(header)).isEqualTo(coding);
  }
}
