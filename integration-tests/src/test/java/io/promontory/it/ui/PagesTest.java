package io.promontory.it.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.ui.Browser.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages beside that of queries. */
@Timeout(300)
@ExtendWith(SharedUi.class)
class PagesTest {
  private static final String COMPARE = "section[aria-label='Compare two stores']";
  private static final String COMPARED = COMPARE + " [role=status]";

  private final UiSite site;
  private final Browser browser;

  PagesTest(UiSite site, Browser browser) {
    this.site = site;
    this.browser = browser;
  }

  private static final String PAGES =
      """
      stores|stores|table|archive
      store|stores?store=eu|section[aria-label='Store eu']|evaluates
      explore|explore?span=ever&metric=requests_total|section[aria-label='Metric requests_total']|series:
      blocks|blocks|section[aria-label='Blocks of archive']|samples
      blocks-table|blocks?view=table|[role=table]|ULID
      rules|rule-groups|main|No rules
      alerts|alerts|main|No alert is active
      queries|queries|section[aria-label=Recent]|took
      server|server|section[aria-label=Limits]|query.max_concurrency
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = PAGES)
  void isSound(String name, String path, String css, String text) {
    look(View.WIDE, name, path, css, text);
    browser.turn(View.NARROW_DARK);
    browser.picture(name + "-narrow-dark");
    browser.assertSound();
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource(delimiter = '|', textBlock = PAGES)
  void isSoundHoweverItIsSeen(String name, String path, String css, String text) {
    look(View.DARK, name + "-dark", path, css, text);
    look(View.NARROW, name + "-narrow", path, css, text);
  }

  private void look(View view, String name, String path, String css, String text) {
    browser.open(view, site.page(path));
    browser.awaitText(css, text);
    browser.settle();
    browser.picture(name);
    browser.assertSound();
  }

  @Test
  void aDeadStoreIsNamedWithItsFailure() {
    browser.open(View.WIDE, site.page("stores"));
    browser.awaitText("table", "refused");
    browser.click("a[href='./stores?store=us']");
    browser.awaitText("[aria-label=Failures] table", "refused");
    assertThat(browser.texts("td .error")).anyMatch(text -> text.contains("down"));
    assertThat(browser.texts("td .ok")).anyMatch(text -> text.contains("up"));
  }

  @Test
  void oneExpressionAskedOfTwoStores() {
    compare("vector(1)");
    browser.awaitText(COMPARED, "0 of them differ");
  }

  @Test
  void aStoreThatIsDownMakesNoDifferenceButFails() {
    compare("requests_total");
    browser.awaitText(COMPARED, "us");
    assertThat(browser.texts(COMPARED)).noneMatch(text -> text.contains("differ"));
  }

  @Test
  void theLatestComparisonIsShownHoweverLongTheOneBeforeTakes() {
    Runnable right =
        browser.beforePages(
            """
            const real = fetch;
            window.fetch = async (input, init) => {
              const answer = await real(input, {...init, signal: null});
              if (String(init?.body).includes('vector%281%29')) {
                await new Promise(done => (window.held = [...(window.held ?? []), done]));
              }
              return answer;
            };
            """);
    try {
      compare("vector(1)");
      browser.awaitScript("window.held?.length === 2");
      browser.click(COMPARE + " input");
      browser.clear();
      browser.press("vector(2)", Keys.ENTER);
      browser.awaitText(COMPARE + " td", "2");
      browser.script("window.held.forEach(done => done())");
      browser.script("return new Promise(done => setTimeout(done, 100))");
      assertThat(browser.texts(COMPARE + " td").getFirst()).isEqualTo("2");
    } finally {
      right.run();
    }
  }

  private void compare(String expr) {
    browser.open(View.WIDE, site.page("stores"));
    browser.click(COMPARE + " input");
    browser.clear();
    browser.press(expr);
    browser.click(COMPARE + " button");
  }

  @Test
  void hostileValuesAreTextAndBuildASelector() {
    browser.open(View.WIDE, site.page("explore?span=ever&metric=requests_total"));
    browser.awaitText(
        "section[aria-label='Metric requests_total']", "<img src=x onerror=alert(1)>");
    assertThat((Long) browser.script("return document.querySelectorAll('main img').length"))
        .isZero();
    browser.click("section[aria-label='Metric requests_total'] button.value");
    browser.awaitText("section[aria-label='Metric requests_total'] code", "requests_total{");
    assertThat(browser.problems()).isEmpty();
  }
}
