package io.promontory.adapter.managed;

import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.NRE;
import static io.promontory.series.matcher.Matcher.Type.RE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExternalLabels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentSelectorTest {
  private static final ExternalLabels EU = new ExternalLabels(Labels.of("region", "eu"));
  private static final Matcher UP = Matcher.equal("__name__", "up");

  @Test
  void externalLabelsAreDecidedHere() {
    SentSelector sent = SentSelector.of(List.of(UP, Matcher.equal("region", "eu")), EU);
    assertThat(sent).isNotNull();
    assertThat(sent.text()).isEqualTo("{__name__=\"up\"}").isEqualTo(sent.legacy());
    assertThat(SentSelector.of(List.of(UP, Matcher.equal("region", "us")), EU)).isNull();
  }

  @Test
  void quotedNamesCanOnlyBeAbsentWhereTheyAreNotKnown() {
    SentSelector absent = SentSelector.of(List.of(UP, Matcher.equal("a.b", "")), EU);
    assertThat(absent).isNotNull();
    assertThat(absent.legacy()).isEqualTo("{__name__=\"up\"}");
    SentSelector there = SentSelector.of(List.of(UP, Matcher.equal("a.b", "x")), EU);
    assertThat(there).isNotNull();
    assertThat(there.legacy()).isNull();
  }

  @Test
  void whatNothingNarrowsIsRefused() {
    for (List<Matcher> all :
        List.of(
            List.of(Matcher.of(NEQ, "__name__", "")),
            List.of(Matcher.of(RE, "__name__", ".+")),
            List.of(Matcher.of(RE, "job", "(.*)(.+)")),
            List.of(Matcher.of(NRE, "__name__", "up|a.*")),
            List.of(Matcher.equal("region", "eu")),
            List.of(Matcher.equal("job", "")))) {
      assertThatThrownBy(() -> SentSelector.mustBeBounded("amp", all, EU))
          .as("%s", all)
          .hasMessageContaining("cost.unbounded_selectors");
    }
    for (Matcher one :
        List.of(UP, Matcher.of(RE, "__name__", "node_.+"), Matcher.of(RE, "job", "a|b"))) {
      assertThatCode(() -> SentSelector.mustBeBounded("amp", List.of(one), EU))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void onlyMatchersOfAnyNameSayNothing() {
    assertThat(SentSelector.saysNothing(Matcher.of(NEQ, "__name__", ""))).isTrue();
    assertThat(SentSelector.saysNothing(Matcher.of(RE, "__name__", ".+"))).isTrue();
    assertThat(SentSelector.saysNothing(Matcher.of(NEQ, "job", ""))).isFalse();
    assertThat(SentSelector.saysNothing(UP)).isFalse();
  }
}
