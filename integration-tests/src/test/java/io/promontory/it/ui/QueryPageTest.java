package io.promontory.it.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.ui.Browser.View;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

@Timeout(300)
@ExtendWith(SharedUi.class)
class QueryPageTest {
  private static final String ERRORS = "sum by (code) (rate(requests_total[5m]))";

  private final UiSite site;
  private final Browser browser;

  QueryPageTest(UiSite site, Browser browser) {
    this.site = site;
    this.browser = browser;
  }

  private static String state(String expr, String more) {
    return "query?g0.expr="
        + URLEncoder.encode(expr, UTF_8)
        + "&g0.range_input=2h&g0.end_input="
        + URLEncoder.encode(UiSite.end(), UTF_8)
        + more;
  }

  private void open(View view, String expr, String more) {
    browser.open(view, site.page(state(expr, more)));
    browser.find(".badge, .failure");
    browser.settle();
  }

  @Test
  void whatIsTypedIsCompletedRunZoomedAndShared() {
    browser.open(View.WIDE, site.page(state("", "")));
    browser.click(".cm-content");
    browser.press("sum by (code) (rate(reque");
    browser.awaitText(".cm-tooltip-autocomplete", "requests_total");
    browser.click(".cm-tooltip-autocomplete li[aria-selected]");
    browser.awaitText(".cm-content", "requests_total");
    browser.press("[5m");
    browser.press(Keys.ENTER);
    browser.find(".badge");
    browser.settle();
    List<String> legend = browser.texts(".legend button");
    assertThat(legend).containsExactly("{code=\"200\"}", "{code=\"404\"}", "{code=\"500\"}");

    browser.drag(".u-over", 0.25, 0.75);
    browser.awaitText(".badge", "of 3 stores");
    browser.settle();
    String zoomed = browser.url();
    assertThat(zoomed)
        .containsPattern("g0.range_input=(1h|59m5\\ds)&")
        .contains("g0.end_input=2026-01-01");
    assertThat(browser.problems()).isEmpty();

    browser.open(View.WIDE, zoomed);
    browser.find(".badge");
    browser.settle();
    assertThat(browser.texts(".legend button")).isEqualTo(legend);
    assertThat(browser.texts(".cm-content")).containsExactly(ERRORS);
    assertThat(browser.url()).isEqualTo(zoomed);
  }

  @Test
  void theRangeMovesByKeysAndByDrag() {
    open(View.WIDE, ERRORS, "");
    assertThat(UiSite.end()).isEqualTo("2026-01-01 01:59:45");
    browser.press("[");
    browser.awaitScript("location.search.includes('g0.end_input=2026-01-01+00%3A59%3A45')");
    browser.settle();
    browser.press("]");
    browser.awaitScript("location.search.includes('g0.end_input=2026-01-01+01%3A59%3A45')");
    browser.settle();
    browser.shiftDrag(".u-over", 0.25, 0.75);
    browser.awaitScript("/g0.end_input=2026-01-01\\+0[01]%3A(59|00)%3A/.test(location.search)");
    browser.settle();
    assertThat(browser.url()).contains("g0.range_input=2h").doesNotContain("01%3A59%3A45");
    assertThat(browser.texts(".legend button")).hasSize(3);
  }

  @Test
  void anExemplarIsToldWhereThePointerIs() {
    open(View.WIDE, ERRORS, "&g0.show_exemplars=1");
    browser.hover(".u-over", 0.6);
    browser.awaitText(".tip .exemplar", UiSite.TRACE);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void theMicroscopeShowsEachSourcesSamplesAndWhichCount() {
    open(View.WIDE, "requests_total{code=\"500\",path=\"/\",region=\"eu\"}", "&g0.tab=raw");
    browser.click("section[aria-label='Samples by source'] button");
    browser.awaitText("section[aria-label='Samples by source'] [role=table]", "✓");
    browser.settle();
    browser.picture("query-microscope");
    browser.assertSound();
  }

  @Test
  void theMicroscopeNamesASourceThatGaveNothing() {
    open(View.WIDE, "requests_total{code=\"500\",path=\"/\"}", "&g0.tab=raw");
    browser.click("section[aria-label='Samples by source'] button");
    browser.awaitText("section[aria-label='Samples by source'] .warn", "us");
  }

  @Test
  void whatTheServerUnderstandsIsNotUnderlined() {
    browser.open(View.WIDE, site.page("query"));
    browser.click(".cm-content");
    browser.press("rate(requests_total", Keys.ESCAPE);
    browser.awaitText(".cm-fault[title*='range vector']", "requests_total");
    browser.clear();
    browser.press("rate(requests_total[5m+step()] smoothed)", Keys.ESCAPE);
    browser.awaitText(".cm-content", "smoothed");
    browser.awaitGone(".cm-fault");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void theGraphIsSound() {
    open(View.WIDE, ERRORS, "&g0.show_exemplars=1");
    graph("light-1280");
    browser.turn(View.NARROW_DARK);
    graph("dark-390");
  }

  @Test
  @Tag("long")
  void theGraphIsSoundHoweverItIsSeen() {
    open(View.DARK, ERRORS, "&g0.show_exemplars=1");
    graph("dark-1280");
    browser.turn(View.NARROW);
    graph("light-390");
  }

  private void graph(String how) {
    browser.hover(".u-over", 0.6);
    browser.awaitText(".tip", "nearest of 3");
    browser.picture("query-" + how);
    browser.assertSound();
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"table", "raw", "json"})
  void everyOtherFormOfTheAnswerIsSound(String tab) {
    open(View.WIDE, "requests_total{code=\"500\"}", "&g0.tab=" + tab);
    browser.picture("query-" + tab);
    browser.assertSound();
  }

  @Test
  void theRibbonTellsWhoGaveWhichPart() {
    open(View.WIDE, "requests_total{code=\"500\",region=\"eu\"}", "");
    assertThat(browser.texts(".ribbon text")).hasSize(3);
    assertThat((Long) browser.script("return document.querySelectorAll('.lane.filled').length"))
        .as("the hole of one of the pair, filled by the other")
        .isOne();
    assertThat((Long) browser.script("return document.querySelectorAll('.lane.used').length"))
        .isGreaterThanOrEqualTo(3L);
    browser.awaitText(".badge", "2 of 2 stores");
    browser.assertSound();
    open(
        new View("light", 1280, 720),
        "sum by (code) (rate(requests_total{region=\"eu\",path=~\"/.*\"}[5m]))",
        "");
    browser.awaitText(".badge", "2 of 2 stores");
    browser.settle();
    browser.picture("query");
  }

  @Test
  void anAnswerThatLacksAStoreSaysSo() {
    open(View.WIDE, "requests_total{code=\"500\"}", "&g0.tab=table");
    browser.awaitText(".badge .warn", "1 of 2 stores: us ");
    browser.awaitText(".badge", "eu unaffected");
  }

  @Test
  void anExplanationShowsThePlanAndItsStores() {
    open(View.WIDE, ERRORS, "&g0.tab=explain");
    browser.awaitText(".tree", "archive");
    assertThat(browser.texts(".tree td.mono")).contains("eu", "archive");
    browser.picture("query-explain");
    browser.click(".modes button");
    browser.awaitText(".outcome", "No store was asked");
    browser.assertSound();
  }

  @Test
  void labelValuesAreTextWhateverTheyLookLike() {
    open(View.NARROW_DARK, "requests_total{code=\"500\"}", "&g0.tab=table");
    browser.picture("query-table-narrow-dark");
    assertThat(browser.texts("[role=cell]")).anyMatch(text -> text.contains(UiSite.HOSTILE_SHOWN));
    assertThat((Long) browser.script("return document.images.length")).isZero();
    browser.assertSound();
  }

  @Test
  @Tag("long")
  void bucketsMakeAHeatmap() {
    open(View.WIDE, "rate(latency_seconds_bucket[5m])", "&g0.display_mode=heatmap");
    browser.hover(".u-over", 0.9);
    browser.awaitText(".tip", "…");
    browser.picture("query-heatmap");
    browser.assertSound();
  }

  @Test
  void aQueryThatFailsSaysWhyAndThePageLivesOn() {
    open(View.WIDE, "sum(", "");
    browser.awaitText(".failure", "bad_data");
    browser.click(".cm-content");
    browser.clear();
    browser.press("vector(1)", Keys.ESCAPE, Keys.ENTER);
    browser.awaitText(".badge", "1 result");
    browser.awaitGone(".failure");
  }

  @Test
  @Tag("long")
  void severalExpressionsShareAGraphOrNot() {
    open(
        View.WIDE,
        "sum(rate(requests_total[5m]))",
        "&g1.expr=vector%2820%29&g2.expr=vector%2830%29&g2.show=apart&g3.expr=x&g3.show=hidden");
    assertThat(browser.texts("figure")).hasSize(2);
    assertThat(browser.texts("figure:first-of-type .legend button")).contains("{}");
    assertThat(browser.texts(".outcome h2")).containsExactly("A", "B", "C");
    browser.picture("query-several");
    browser.assertSound();
  }

  @Test
  void linksOfAlertsShowTheTable() {
    browser.open(View.WIDE, site.page("graph?g0.expr=vector%287%29&g0.tab=1"));
    browser.awaitText(".windowed", "7");
    assertThat(browser.texts("[role=tab][aria-selected=true]")).containsExactly("Table");
    browser.press("?");
    browser.awaitText("dialog", "these keys");
    browser.assertSound();
  }
}
