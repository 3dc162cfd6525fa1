package io.promontory.frontend.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class UiResourceTest {
  private static final Pattern LOADED = Pattern.compile("\\./assets/([^\"]+)");

  private final UiResource ui = UiResource.ofThisBuild();
  private final UiAssets assets = UiAssets.load();

  @Test
  void everythingThatThePageLoadsIsThere() throws IOException {
    List<String> names =
        LOADED.matcher(assets.index("n")).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(names).hasSize(2);
    for (String name : names) {
      UiAssets.Asset asset = assets.get(name);
      assertThat(asset).as(name).isNotNull();
      assertThat(new GZIPInputStream(new ByteArrayInputStream(asset.gzip())).readAllBytes())
          .isEqualTo(asset.content());
    }
  }

  @Test
  void eachAnswerHasANonceOfItsOwn() {
    Response first = ui.query();
    String policy = first.getHeaderString("Content-Security-Policy");
    String nonce = policy.replaceAll(".*style-src 'self' 'nonce-([^']+)'.*", "$1");
    assertThat(nonce).hasSize(22);
    assertThat(new String((byte[]) first.getEntity(), UTF_8)).contains("nonce=\"" + nonce + "\"");
    assertThat(ui.query().getHeaderString("Content-Security-Policy")).doesNotContain(nonce);
    assertThat(policy)
        .contains("default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors")
        .doesNotContain("unsafe");
  }
}
