package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Authorization;
import io.promontory.adapter.auth.BasicAuth;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.http.HttpClientConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointIdentityTest {
  private static final URI ONE = URI.create("http://metrics.example/prometheus");
  private static final HttpClientConfig PLAIN = HttpClientConfig.DEFAULT;

  @Test
  void tenantsBehindOneUrlAreToldApart() {
    List<HttpClientConfig> tenants =
        List.of(
            PLAIN,
            PLAIN.withHeaders(Map.of("X-Scope-OrgID", Secret.of("a"))),
            PLAIN.withHeaders(Map.of("X-Scope-OrgID", Secret.of("b"))),
            PLAIN.withParams(Map.of("tenant", List.of("a"))),
            PLAIN.withParams(Map.of("tenant", List.of("b"))),
            PLAIN.withAuth(new BasicAuth("1001", Secret.of("p"))),
            PLAIN.withAuth(new BasicAuth("1002", Secret.of("p"))),
            PLAIN.withAuth(Authorization.bearer(Secret.of("t1"))),
            PLAIN.withAuth(Authorization.bearer(Secret.of("t2"))));
    assertThat(tenants.stream().map(http -> EndpointIdentity.of(ONE, http)))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.startsWith(ONE.toString()));
  }

  @Test
  void aSecretIsNeitherShownNorMissedWhenItRotates() {
    assertThat(EndpointIdentity.of(ONE, PLAIN)).isEqualTo(ONE.toString());
    assertThat(
            Stream.of("p", "q")
                .map(word -> PLAIN.withAuth(new BasicAuth("1001", Secret.of(word))))
                .map(http -> EndpointIdentity.of(ONE, http))
                .distinct())
        .hasSize(1);
    HttpClientConfig inFile =
        PLAIN.withAuth(Authorization.bearer(Secret.fromFile(Path.of("/no/such/token"))));
    assertThat(EndpointIdentity.of(ONE, inFile)).doesNotContain("token");
    assertThat(EndpointIdentity.of(ONE, PLAIN.withHeaders(Map.of("A", Secret.of("hush")))))
        .doesNotContain("hush");
  }
}
